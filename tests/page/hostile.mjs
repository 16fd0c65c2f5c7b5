// SPDX-License-Identifier: GPL-3.0-or-later
// Texts that are to be refused: slips that a reader makes, and what nobody types by chance.

const million = 1000000;

// The post's example with one thing in it changed, each of which the command refuses.
export const wrongExamples = (post) => [
  '', '# nothing\n', 'layers: [', '{', 'a: b: c', '\t- x', '- 1\n- 2\n', 'just a text',
  post.replace('learning_rate: 0.5', 'learning_rate: 0'),
  post.replace('learning_rate: 0.5', 'learning_rate: -1'),
  post.replace('learning_rate: 0.5', 'learning_rate: nan'),
  post.replace('learning_rate: 0.5', 'learning_rate: 0x10'),
  post.replace('learning_rate: 0.5', 'learning_rate: 0,5'),
  post.replace('learning_rate: 0.5', 'learning_rate: 1e999'),
  post.replace('learning_rate: 0.5', 'learning-rate: 0.5'),
  post.replace('learning_rate: 0.5', 'learning_rate: [0.5]'),
  post.replace('learning_rate: 0.5', 'learning_rate: 0.5\nlearning_rate: 0.5'),
  post.replace('train_biases: false', 'train_biases: perhaps'),
  post.replace('rounds: 10000', 'rounds: 1000001'),
  post.replace('rounds: 10000', 'rounds: 1.5'),
  post.replace('inputs: [0.05, 0.1]', 'inputs: [0.05]'),
  post.replace('inputs: [0.05, 0.1]', 'inputs: []'),
  post.replace('targets: [0.01, 0.99]', 'targets: [0.01, 0.99, 1]'),
  post.replace('[0.15, 0.2]', '[0.15, 0.2, 0.3]'),
  post.replace('[0.15, 0.2]', '[0.15, two]'),
  post.replace('[0.15, 0.2]', '[0.15, &a 0.2]').replace('[0.25, 0.3]', '[*a, 0.3]'),
  post.replace('    bias: 0.35\n', ''),
  post.replace('    bias: 0.35\n', '    bias: 0.35\n    biases: [1, 1]\n'),
  post.replace('    bias: 0.35\n', '    bias: 0.35\n    activation: sine\n'),
  post.replace('    bias: 0.35\n', '    bias: 0.35\n    activation: softmax\n'),
  post.replace('rounds: 10000', 'rounds: 10000\nerror: cross-entropy\nerror: squared'),
  `${post}---\n${post}`,
  `${post}<b>\n`,
];

export const wrongNumbers = [
  '', '# nothing\n', 'net_h1', 'net_h1 =', 'foo = 1', 'net_o3 = 1', '\n\nnet_h1 = nan',
  'net_h1 = inf',
  'net_h1 = 0x1p3', 'net_h1 = 50%', 'net_h1 = 1_000', 'net_h1 = 0,5', 'net_h1 = 1\nnet_h1 = 2',
  'out_h1@1000001 = 0.5', 'out_h1@x = 0.5', 'out_h = [1, 2, 3]', 'w5 = 1e999', '<img src=x> = 1',
  'net_h1 = 0.3775 or so',
];

const nul = '\0';
const controls = String.fromCharCode(...Array.from({ length: 31 }, (_, k) => k + 1));

export const hostileTexts = [
  ['a NUL', nul],
  ['a NUL in a key', `net${nul}_h1 = 1`],
  ['control characters', controls],
  ['a terminal’s escape in a name', 'name: "\x1b[31mred"\n\x1b[2J = 1'],
  ['megabytes of one letter', 'a'.repeat(5 * million)],
  ['megabytes of lines', 'a = b\n'.repeat(million)],
  ['megabytes of digits', `learning_rate: ${'9'.repeat(2 * million)} = x`],
  ['brackets a hundred thousand deep', '['.repeat(100000)],
  ['maps a hundred thousand deep', '{a: '.repeat(100000)],
  ['sequences a thousand deep',
    Array.from({ length: 1000 }, (_, k) => `${' '.repeat(k)}- `).join('\n')],
  ['aliases of aliases', `a: &a [x, x]\n${'b: &b [*a, *a]\n'.repeat(50)}`],
  ['half a character', '\ud800 = 1'],
  ['characters that turn the line', '\u202e = 1\u2066'],
  ['markup', '<script>alert(1)</script> = "&quot;\'"'],
  ['a format', '%s%n%x = %d'],
];

const ascii = (text) => [...text].map((letter) => letter.charCodeAt(0));
const named = (...bytes) => Uint8Array.from(
  [...ascii('name: "'), ...bytes, ...ascii('"\nlayers: []\n')]);

export const hostileBytes = [
  ['a lone byte of a character', named(0x80)],
  ['a character that is cut off', named(0xe2, 0x82)],
  ['a letter in too many bytes', named(0xc1, 0xa1)],
  ['half of a pair', named(0xed, 0xa0, 0x80)],
  ['beyond all characters', named(0xf5, 0x80, 0x80, 0x80)],
  ['all bytes', Uint8Array.from({ length: 256 }, (_, k) => 255 - k)],
  ['an order mark and no more', Uint8Array.of(0xff, 0xfe)],
  ['zeros', new Uint8Array(1000)],
];
