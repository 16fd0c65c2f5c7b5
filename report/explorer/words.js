// SPDX-License-Identifier: GPL-3.0-or-later
// Every word that the explorer shows, in one table, for translators. What is in braces is
// filled in.

export const words = {
  without: 'The explorer cannot run in this browser',

  // ---- Steps ----
  step: {
    heading: 'One number at a time',
    round: 'Round',
    ofRound: 'in the round after {round}',
    count: 'Step {place} of {n}',
    back: 'Step back',
    forward: 'Step forward',
    phaseBack: 'Phase back',
    phaseForward: 'Next phase',
    slider: 'Steps of the round',
    keys: 'Keys: ← → a step, Shift with them a phase, Page Up and Page Down a round.',
    given: 'The example gives this number.',
    trained: 'The rounds before this one led to this number.',
    predictFirst: 'Predict each number before it is shown',
    predict: 'Your prediction of {symbol}',
    tryIt: 'Try it',
    reveal: 'Reveal',
    hidden: 'hidden until you predict it, or reveal it',
    right: 'Right: it is {value}.',
    coarse: 'Too few digits to tell. Give more of them.',
    slip: 'Not so, but nearly: a slip of arithmetic or of typing, it seems.',
    sameAs: 'Not so. That is the value of {key}.',
    wrong: 'Not so. Try again, or reveal it.',
    mistake: 'Not so. A known mistake makes this very number: {summary}. {why}',
    noNumber: 'Type a number such as 0.25.',
    code: 'The C that computes it',
    noCode: 'Its C stands in src/walk/functions.c, outside the chapters.',
    inBook: 'In the book: {title}',
    phases: ['Given', 'Forward pass', 'Output deltas', 'Hidden deltas', 'Updates'],
    names: {
      input: 'input {neuron}',
      target: 'target of {neuron}',
      weight: 'weight {weight}, from {source} to {neuron}',
      bias: 'bias {weight}',
      eta: 'learning rate',
      net: 'net input of {neuron}',
      out: 'output of {neuron}',
      error: 'error of {neuron}',
      total_error: 'total error',
      path_weight: 'net input of {source} by the output of {neuron}',
      path: 'error by the output of {neuron}, along the path through {source}',
      dE_dout: 'error by the output of {neuron}',
      dout_dnet: 'slope of {neuron}: its output by its net input',
      delta: 'delta of {neuron}: error by its net input',
      dnet_dw: 'net input of {neuron} by {weight}',
      dE_dw: 'error by {weight}',
      dE_db: 'error by {weight}',
    },
    newNames: {
      weight: 'new weight {weight}',
      bias: 'new bias {weight}',
      other: '{name}, after the update',
    },
    by: 'Read “a by b” as: by how much a changes, for each unit that b changes.',
    why: {
      input: 'It goes into the network as it is.',
      target: 'This is what the output neuron is to give.',
      weight: 'It says how much of one neuron reaches the next.',
      bias: 'It is added to the net input, whatever the inputs are.',
      eta: 'It says how large a step against the slope is.',
      net: 'What reaches the neuron: each source times its weight, and the bias.',
      out: 'The neuron squashes its net input into an output.',
      error: 'Half the square of the miss, so that its slope is the miss itself.',
      total_error: 'The errors of all output neurons, added.',
      path_weight: 'A net input is a sum of products, so its slope along one source is that source’s weight.',
      path: 'Backward along one edge: the delta at its far end, times its weight before any update.',
      dE_dout: 'How much the error changes when this output does.',
      sum: 'The output reaches the error along each path. Small changes add, so the paths add.',
      dout_dnet: 'How steeply the output follows the net input, at this very place.',
      delta: 'Two factors of the chain rule: error by output, times output by net input.',
      dnet_dw: 'The weight multiplies this source, so the source is the slope.',
      dE_dw: 'The delta of the neuron that the weight leads to, times what comes in along the weight.',
      dE_db: 'A bias adds to the net input as it is, so its slope is the delta, or the sum of the deltas where neurons share it.',
    },
    newWhy: {
      weight: 'A step against the slope: the learning rate times the derivative is taken away.',
      bias: 'What the update leaves of it.',
      other: 'The forward pass once more, with the new weights.',
    },
  },

  // ---- The diagram ----
  diagram: {
    label: 'The network, {shape}. Each neuron is a button that leads to a number of its own; arrow keys go from one to the next.',
    neuron: '{name}: {values}',
    weightItem: '{name} from {source} to {neuron}: {value}',
    nothing: 'nothing worked out yet',
    legend: 'Lines: as thick as the weight is large; broken where it is negative. Glowing: what the number is made of.',
  },

  // ---- Nudge ----
  nudge: {
  },

  // ---- Edit ----
  edit: {
  },

  // ---- Train ----
  train: {
  },

  // ---- Compare ----
  compare: {
  },

  // ---- Check your numbers ----
  check: {
  },

  // ---- All numbers ----
  table: {
  },

  // ---- Link and export ----
  share: {
  },
};

// "net input of {neuron}" with {neuron: 'h1'}.
export const filled = (text, by) => text.replace(/\{(\w+)\}/g, (_, name) => by[name] ?? '');
