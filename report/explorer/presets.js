// SPDX-License-Identifier: GPL-3.0-or-later
// Examples to begin with, beside the book's own.

// Exclusive or, which no network without a hidden layer learns. From these weights the mean error
// of the four pairs is below 0.01 after some thousand rounds.
export const XOR = `name: "XOR"
learning_rate: 1
train_biases: true
rounds: 10000
training:
  - {inputs: [0, 0], targets: [0]}
  - {inputs: [0, 1], targets: [1]}
  - {inputs: [1, 0], targets: [1]}
  - {inputs: [1, 1], targets: [0]}
layers:
  - {weights: [[0.5, -1.0], [-0.3, 0.7]], biases: [-0.6, -0.7]}
  - {weights: [[0.9, 0.9]], bias: -0.8}
`;
