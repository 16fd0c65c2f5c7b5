// SPDX-License-Identifier: GPL-3.0-or-later
// Where in the diagram a number has its place. A place is "node 0 1" (layer, neuron; inputs are
// layer -1), "edge 1 0 1" (layer, neuron, source), "bias 0 1", "target 1" or "error".

const biases = (app, { layer, neuron }) => (neuron >= 0
  ? [`bias ${layer} ${neuron}`]
  : Array.from({ length: app.shape.layers[layer] }, (_, j) => `bias ${layer} ${j}`));

export function placesOf(app, step) {
  const { kind, layer, neuron, source } = step;
  switch (kind) {
    case 'input': return [`node -1 ${neuron}`];
    case 'target':
    case 'error': return [`target ${neuron}`];
    case 'total_error': return ['error'];
    case 'weight':
    case 'dnet_dw':
    case 'dE_dw': return [`edge ${layer} ${neuron} ${source}`];
    case 'path':
    case 'path_weight': return [`edge ${layer + 1} ${source} ${neuron}`];
    case 'bias':
    case 'dE_db': return biases(app, step);
    case 'eta': return [];
    default: return [`node ${layer} ${neuron}`];
  }
}

// What stands for others is followed to these: a slope that is a weight or an output; and, of a
// hidden neuron's delta, the paths that its first factor is the sum of.
const isSeenThrough = ({ kind }, of) => (
  kind === 'dnet_dw' || kind === 'path_weight' || (kind === 'dE_dout' && of.kind === 'delta'));

// The places of what a number is made of.
export function placesOfParents(app, step) {
  return step.parents.flatMap((key) => {
    const parent = app.byKey.get(key);
    const further = isSeenThrough(parent, step) ? parent.parents.map((k) => app.byKey.get(k)) : [];
    return [parent, ...further].flatMap((made) => placesOf(app, made));
  });
}
