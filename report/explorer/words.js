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
    heading: 'Nudge a weight',
    intro: 'Make one weight or bias a little larger or smaller, and see what the error does. The change of the error over the change of the weight comes to its derivative as the step gets small. The network itself stays as it is.',
    choice: 'Weight or bias',
    step: 'Change it by',
    before: 'error before',
    after: 'error after',
    change: 'change of the error',
    slope: 'change over step',
    agree: 'The last two agree to {digits} digits.',
    agreeOne: 'The last two agree to 1 digit.',
    agreeAll: 'The last two agree to every digit.',
    agreeNone: 'The last two agree to no digit: over so long a step, the error does not run straight.',
    smaller: 'Make the step smaller, and they come nearer.',
    shows: 'The slope shows.',
    curve: 'the error',
    tangent: 'its tangent, with the slope of the derivative',
    xAxis: 'change of {weight}',
    yAxis: 'change of the error',
    picture: 'The error against {weight}, near its value, with its tangent. Where {weight} changes by {step}, the error changes by {change}. Over the step that is {slope}; the derivative is {derivative}.',
  },

  // ---- Edit ----
  edit: {
  },

  // ---- Train ----
  train: {
    heading: 'Train',
    intro: 'Let the network learn, and go back to any round on the way.',
    controls: 'Train on',
    onOne: 'Train 1 round more',
    on: 'Train {n} rounds more',
    back: 'Back to the start',
    run: 'Run',
    pause: 'Pause',
    speed: 'rounds at a time:',
    round: 'Rounds trained:',
    turn: 'of pair {pair} of {pairs}, whose turn it is',
    mean: 'Mean of the error over all pairs:',
    neuron: 'neuron',
    output: 'output',
    target: 'target',
    scrub: 'Go to an earlier round',
    atRound: 'after {round} rounds',
    xAxis: 'rounds trained',
    totalError: 'total error',
    meanError: 'mean error over all pairs',
    picture: 'The error over {last} rounds of training, on a log axis. At the start it is {first}; after {round} rounds, {error}.',
    said: 'After {round} rounds, {what}: {error}.',
    why: 'Does it get better?',
  },

  // ---- Why the error does not get smaller ----
  troubles: {
    and: 'and',
    none: 'Nothing found that keeps the error from getting smaller.',
    step_too_large: 'This step is too large: it raises the error of its pair, from {first} to {second}. A thousandth of it would lower it. Try a smaller learning rate.',
    ascent: 'This step leads upward: it raises the error of its pair, from {first} to {second}, and a thousandth of it would not lower it either.',
    saturated: 'Hardly anything passes through where a slope is below 0.01: {keys}. What is multiplied by so flat a slope hardly moves a weight.',
    unreachable: 'No output ever equals the target {keys}: the neuron’s function does not give this number. The error can come nearer to its least value, which it never reaches.',
    equal: '{first} and {second} are outputs of neurons with equal weights on both sides. They stay equal however long you train, and do the work of one.',
  },

  // ---- Compare ----
  compare: {
    heading: 'Compare with another way',
    intro: 'From the same start, do one thing otherwise. The two errors are often so close that two curves would lie on each other, so their ratio is shown.',
    kind: 'Compare with',
    kinds: { '': 'nothing', mistake: 'a mistake', biases: 'other biases', rate: 'another learning rate' },
    mistake: 'Mistake',
    biases: 'Biases',
    rate: 'Learning rate',
    policies: {
      fixed: 'fixed: never trained',
      layer: 'trained, one for each layer',
      neuron: 'trained, one for each neuron',
    },
    nothing: 'Nothing is compared now.',
    withBiases: 'The same network, but its biases are {policy}.',
    withRate: 'The same network with the learning rate {rate}, where the example has {own}.',
    ratio: 'After {round} rounds, the other error is {ratio} times the example’s.',
    picture: 'The other error over the example’s, on a log axis. After {round} rounds the ratio is {here}; after {last} rounds, {end}. Where it is 1 the two errors are equal.',
    xAxis: 'rounds trained',
    yAxis: 'other error ÷ the example’s',
    first: 'The first number of this round that differs: {symbol}, {name}. It is {own} in the example, and {other} the other way.',
    same: 'No number of this round differs.',
    toStart: 'Go to the first round',
    table: 'Both ways, after {round} rounds',
    number: 'number',
    own: 'the example',
    other: 'the other way',
    differs: 'differs:',
    step: '(this step)',
    why: 'Does the other way get better?',
    end: 'End the comparison',
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
