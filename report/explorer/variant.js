// SPDX-License-Identifier: GPL-3.0-or-later
// The same example with another learning rate, or with biases that are trained otherwise: its text
// is changed, and the program reads it.

export const withRate = (yaml, rate) => (
  yaml.replace(/^learning_rate: .*$/m, `learning_rate: ${rate}`));

const isTrained = (yaml) => /^train_biases: true$/m.test(yaml);
const hasOneEach = (yaml) => /^ +biases: /m.test(yaml);

// fixed, layer (one for a layer, trained) or neuron (one for each neuron, trained).
export function policyOf(yaml) {
  if (!isTrained(yaml)) return 'fixed';
  return hasOneEach(yaml) ? 'neuron' : 'layer';
}

// The policies that this example can have from the same start: a layer whose neurons begin with
// biases of their own cannot share one.
export const otherPolicies = (yaml) => ['fixed', 'layer', 'neuron'].filter((policy) => (
  policy !== policyOf(yaml) && !(policy === 'layer' && hasOneEach(yaml))));

// One bias of a layer becomes one for each of its neurons, with the same number.
function withOneEach(yaml, layers) {
  let layer = 0;
  return yaml.replace(/^( +)(bias|biases): (.*)$/gm, (line, indent, name, number) => {
    const n = layers[layer];
    layer += 1;
    return name === 'biases' ? line : `${indent}biases: [${Array(n).fill(number).join(', ')}]`;
  });
}

// layers: how many neurons each has.
export function withBiases(yaml, policy, layers) {
  const changed = yaml.replace(/^train_biases: .*$/m, `train_biases: ${policy !== 'fixed'}`);
  return policy === 'neuron' ? withOneEach(changed, layers) : changed;
}
