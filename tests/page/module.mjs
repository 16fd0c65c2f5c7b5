// SPDX-License-Identifier: GPL-3.0-or-later
// Compares the module with the native program, whose numbers tests/walk and tests/reference prove.
//
//   node tests/page/module.mjs build/page/program.wasm.gz
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EXAMPLE, OTHER, load } from '../../report/explorer/program.js';
import { hostileBytes, hostileTexts, wrongExamples, wrongNumbers } from './hostile.mjs';
import { native, rows } from './native.mjs';
import { network, yaml } from './networks.mjs';
import { finish, ok, same, tell } from './tap.mjs';

const scratch = mkdtempSync(join(tmpdir(), 'page-'));
const file = join(scratch, 'example.yaml');

// What the module itself exports, for what program.js does not let through: bytes that are no text.
let c;
const { instantiate } = WebAssembly;
WebAssembly.instantiate = async (...given) => {
  const instance = await instantiate(...given);
  c = instance.exports;
  return instance;
};

const packed = readFileSync(process.argv[2]);
const post = native('example').said;
const begun = performance.now();
const page = await load(packed);
page.read(post);
page.numbers();
const toFirst = performance.now() - begun;

// {said} or {complaint}, as native has it.
function attempt(call) {
  try {
    return { said: call() };
  } catch (error) {
    return { complaint: error.message };
  }
}

const range = (n) => Array.from({ length: n }, (_, k) => k + 1);
const keep = (text) => { writeFileSync(file, text); return text; };

// ------------------------------------------------------------------------ the walk

// How far two texts of a number lie apart: relative, or absolute where that is less.
function apart(a, b) {
  if (a === b) return 0;
  const difference = Math.abs(a - b);
  return Math.min(difference, difference / Math.abs(a));
}

// The C libraries' tanh and log1p differ in a last place, which a training carries on.
const allowed = (key, isPlain) => {
  if (isPlain) return 0;
  return key.includes('@') ? 1e-14 : 1e-15;
};

const counts = { numbers: 0, other: 0, furthest: 0 };

function walkFaults(seed, options) {
  const text = keep(yaml(network(seed, options)));
  const expected = native('walk', '-e', file);
  const found = attempt(() => { page.read(text); return page.walkText(); });
  if (expected.complaint !== undefined || found.complaint !== undefined) {
    return expected.complaint === found.complaint ? []
      : [`${seed}: '${found.complaint}' where the command says '${expected.complaint}'`];
  }
  const theirs = rows(expected.said);
  const ours = rows(found.said);
  if (ours.length !== theirs.length) {
    return [`${seed}: ${ours.length} numbers, expected ${theirs.length}`];
  }
  return theirs.flatMap(([key, value], k) => {
    counts.numbers += 1;
    counts.other += ours[k][1] === value ? 0 : 1;
    const far = apart(Number(value), Number(ours[k][1]));
    counts.furthest = Math.max(counts.furthest, far);
    return ours[k][0] === key && far <= allowed(key, options.plain) ? []
      : [`${seed}: ${ours[k].join(' ')}, expected ${key} ${value}`];
  });
}

const largest = { inputs: 6, sizes: [6, 6, 6] };
ok('300 networks of the post’s functions have every bit of the command’s walk',
  range(300).flatMap((seed) => walkFaults(seed, { plain: true, batches: true })));
ok('the largest that the page lets one build have, too',
  range(10).flatMap((seed) => walkFaults(seed, { plain: true, shape: largest })));
tell(`${counts.numbers} numbers, of which ${counts.other} differ`);
ok('so have 300 of other functions, but for the last place of tanh and log1p',
  range(300).flatMap((seed) => walkFaults(seed, { plain: false, batches: true })));
tell(`${counts.numbers} numbers so far, of which ${counts.other} differ, ` +
  `by ${counts.furthest.toPrecision(2)} at most`);
ok('walk() gives as doubles what walkText() says', (() => {
  page.read(post);
  const said = rows(native('walk').said).map(([key, value]) => [key, Number(value)]);
  return JSON.stringify(page.walk()) === JSON.stringify(said) ? [] : ['it does not'];
})());

// ------------------------------------------------------------------ rounds, training

// The network after so many rounds by the command, with the pair whose turn it is then.
function after(net, round) {
  keep(yaml(net));
  const [names, values] = rows(native('train', '-e', file, '-n', round, '--every', 0).said);
  const weights = values.filter((_, k) => /^w\d/.test(names[k]));
  const biases = values.filter((_, k) => /^b/.test(names[k]));
  return {
    ...net,
    pairs: [net.pairs[round % net.pairs.length]],
    layers: net.layers.map((layer) => ({
      ...layer,
      weights: layer.weights.map((row) => row.map(() => weights.shift())),
      biases: layer.biases.map(() => biases.shift()),
    })),
  };
}

function roundFaults(seed) {
  const net = network(seed, { plain: true });
  const round = 1 + (seed * 7) % 60;
  keep(yaml(after(net, round)));
  const expected = rows(native('walk', '-e', file).said).filter(([key]) => !key.includes('@'));
  page.read(yaml(net));
  page.go(round);
  const numbers = page.numbers();
  const found = page.steps().flatMap(({ key, inWalk }, k) => (
    inWalk ? [[key, numbers[k].value]] : []));
  if (found.length !== expected.length) {
    return [`${seed}: ${found.length} steps, expected ${expected.length}`];
  }
  return expected.flatMap(([key, value], k) => (
    found[k][0] === key && found[k][1] === Number(value) ? []
      : [`${seed}, round ${round}: ${found[k].join(' ')}, expected ${key} ${value}`]));
}

ok('the numbers of a later round are the walk of the network that these rounds lead to',
  range(100).flatMap(roundFaults));

function trainFaults(seed) {
  const net = network(seed, { plain: true });
  const rounds = (seed * 13) % 200;
  keep(yaml(net));
  page.read(yaml(net));
  const [names, values] = rows(native('train', '-e', file, '-n', rounds, '--every', 0).said);
  const those = (pattern) => values.filter((_, k) => pattern.test(names[k])).map(Number);
  const expected = { E_total: those(/^E_total$/)[0], out: those(/^out_/), w: those(/^w/) };
  const found = page.train(rounds, '', net.layers.at(-1).weights.length);
  return JSON.stringify(found) === JSON.stringify(expected) ? [] : [`${seed}, ${rounds} rounds`];
}

ok('training gives the command’s error, outputs and weights', range(100).flatMap(trainFaults));

// The error that a script in the post's manner ends with, where it takes weights that it has
// updated already; older copies of the post print its first digits, 0.000035085.
page.read(post);
ok('with updated weights the post’s error after 10,000 rounds is 3.50847863e-05',
  page.train(10000, 'updated-weights', 2).E_total.toPrecision(9) === '0.0000350847863' ? []
    : [page.train(10000, 'updated-weights', 2).E_total]);

page.takeMistake('no-bias');
page.go(0, OTHER);
const besides = JSON.stringify(page.numbers(OTHER));
page.train(50, 'ascent', 2);
same('training by the way leaves what is compared with as it was',
  [JSON.stringify(page.numbers(OTHER)) === besides, page.differences()[0].key], [true, 'net_h1']);

// --------------------------------------------------------------------------- checking

// A learner: some numbers of the walk to so many digits, one of them off, or twice as large.
function learner(seed, said) {
  const digits = 4 + seed % 8;
  return rows(said).filter((_, k) => (k * 7 + seed) % 3 === 0)
    .map(([key, value], k) => [key, Number(value) * (k === seed % 9 ? 1.5 : 1)])
    .map(([key, value]) => `${key} = ${value.toPrecision(digits)}\n`).join('');
}

// What the command says of the numbers, given to it on its standard input.
const checkedBy = (form, numbers) => native(
  'check', '-e', file, form, '-', new TextEncoder().encode(numbers));

// Lines break elsewhere behind another name.
const inOneLine = (text) => text.replace(/\s+/g, ' ');

function checkFaults(seed) {
  const text = keep(yaml(network(seed, { plain: seed % 4 > 0 })));
  const walk = native('walk', '-e', file);
  if (walk.complaint !== undefined) return [];
  const numbers = learner(seed, walk.said);
  page.read(text);
  const expected = checkedBy('--tsv', numbers);
  const report = checkedBy('--', numbers);
  const found = attempt(() => page.check(numbers));
  if (expected.complaint !== undefined || found.complaint !== undefined) {
    return expected.complaint === found.complaint ? [] : [`${seed}: '${found.complaint}'`];
  }
  const { diagnosis, text: told } = found.said;
  const ours = [...found.said.rows.map((row) => Object.values(row)), ['diagnosis', diagnosis]];
  const theirs = rows(expected.said);
  const isSame = (row, k) => row.every((cell, column) => (
    column === 2 ? apart(Number(cell), Number(ours[k]?.[2])) <= 1e-14
      : cell === ours[k]?.[column]));
  return [
    ...theirs.flatMap((row, k) => (isSame(row, k) ? [] : [`${seed}: ${ours[k]}, expected ${row}`])),
    ...(inOneLine(report.said.replaceAll('standard input', 'your numbers')) === inOneLine(told)
      ? [] : [`${seed}: another report`]),
  ];
}

ok('a learner’s numbers get the command’s verdicts, diagnosis and report',
  range(120).flatMap(checkFaults));

// ------------------------------------------------------------------------- complaints

const saysTheSame = (text, expected, found) => (
  expected.complaint !== undefined && expected.complaint === found.complaint ? []
    : [`${text.slice(0, 60)}: '${found.complaint}', expected '${expected.complaint}'`]);

ok('an example that is refused gets the command’s complaint', wrongExamples(post).flatMap(
  (text) => saysTheSame(keep(text), native('walk', '-e', file), attempt(() => page.read(text)))));

ok('a file of pairs cannot be opened here, and that is said', (() => {
  const { complaint } = attempt(() => page.read(post.replace(/training:[^]*layers:/, 'data: a.csv\nlayers:')));
  const expected = 'data: no other file can be opened here, expected training: with the pairs';
  return complaint?.endsWith(expected) ? [] : [`it says '${complaint}'`];
})());

page.read(post);
keep(post);
ok('numbers that are refused get the command’s complaint', wrongNumbers.flatMap(
  (text) => saysTheSame(text, checkedBy('--tsv', text), attempt(() => page.check(text)))));

// ---------------------------------------------------------------------------- hostile

const lastGood = () => JSON.stringify([page.yaml(), page.walkText(), page.numbers()]);

// Bytes into the room, as program.js does with texts.
function readBytes(bytes) {
  const room = c.bp_page_room(bytes.length);
  new Uint8Array(c.memory.buffer).set(bytes, room);
  return c.bp_page_read(EXAMPLE) !== 0;
}

function leavesTheLast(is, refuse) {
  const before = lastGood();
  const wasRefused = refuse();
  return [
    ...(wasRefused ? [] : [`${is}: taken`]),
    ...(lastGood() === before ? [] : [`${is}: the last good example has changed`]),
  ];
}

page.read(yaml(network(3, { plain: true })));
const isRefused = (call) => attempt(call).complaint !== undefined;
ok('hostile texts are refused as examples, and the last good one stays', hostileTexts.flatMap(
  ([is, text]) => leavesTheLast(is, () => isRefused(() => page.read(text)))));
ok('and as numbers', hostileTexts.flatMap(
  ([is, text]) => leavesTheLast(is, () => isRefused(() => page.check(text)))));
ok('so are bytes that are no text', hostileBytes.flatMap(
  ([is, bytes]) => leavesTheLast(is, () => !readBytes(bytes))));
const isNothing = (text) => (
  isRefused(() => page.takeMistake(text)) && page.nudge(text, 0.1) === null);
ok('hostile texts are no mistake and no number', hostileTexts.flatMap(
  ([is, text]) => leavesTheLast(is, () => isNothing(`x${text}`))));

function lookBeside(k) {
  page.steps();
  page.takeMistake(page.mistakes()[k % 3]?.id);
  page.go(3, OTHER);
  page.numbers(OTHER);
  attempt(() => page.check('net_h1 = 1\nout_h1 = 0.7'));
  attempt(() => page.predict('net_h1 = 1'));
}

// Many edits, of all sizes, with what views ask for after each.
function edit(k) {
  page.read(yaml(network(k % 10 + 1, { plain: true })));
  page.go(k % 20);
  page.numbers();
  page.troubles();
  page.curve(100);
  page.nudge('w1', 0.01);
  if (k % 21 === 0) lookBeside(k);
  attempt(() => page.read('layers: ['));
}

// All that comes again comes within 210 edits.
range(210).forEach(edit);
const bytes = c.memory.buffer.byteLength;
range(2000).forEach(edit);
same('memory is as large after 2,000 more edits as before', c.memory.buffer.byteLength, bytes);

// -------------------------------------------------------------------------- exercises

const isShort = (text) => /^-?\d+(\.\d{1,2})?$/.test(text);

// Slopes are the command's, of the text that the exercise is.
function exerciseFaults(seed, shape) {
  const text = keep(page.exercise(seed, ...shape));
  const walk = rows(native('walk', '-e', file).said);
  const slopes = walk.filter(([key]) => /^dout_.*\/dnet/.test(key));
  const given = walk.filter(([key]) => /^([itwb]\d+|b_\w+)$/.test(key));
  return [
    ...(text === page.exercise(seed, ...shape) ? [] : ['another text for the same seed']),
    ...slopes.filter(([, x]) => Number(x) < 0.05).map((row) => `${row} is below 0.05`),
    ...given.filter(([, x]) => Number(x) === 0).map((row) => `${row} is 0`),
    ...given.filter(([, x]) => !isShort(x)).map((row) => `${row} has more than two decimals`),
    ...given.filter(([key, x]) => /^[it]/.test(key) && (x < 0 || x > 1))
      .map((row) => `${row} is not in 0..1`),
    ...(slopes.length === shape[1] + shape[2] ? [] : [`${slopes.length} slopes`]),
  ].map((fault) => `seed ${seed}, ${shape}: ${fault}`);
}

// With thirty inputs, one draw in some has a neuron too far out.
ok('exercises have short numbers, none of them 0, and no slope below 0.05',
  [[2, 2, 2], [3, 4, 2], [1, 1, 1], [6, 6, 6], [30, 3, 2]].flatMap((shape) => (
    [0, ...range(40), 4294967295].flatMap((seed) => exerciseFaults(seed, shape)))));
same('they are those of the command', page.exercise(7, 3, 4, 2),
  native('exercise', '--seed', '7', '--layers', '3-4-2').said);
same('a hundred seeds give a hundred exercises',
  new Set(range(100).map((seed) => page.exercise(seed, 2, 2, 2))).size, 100);

// --------------------------------------------------------------------------- troubles

// 1-2-1; the expected reasons follow from the numbers by hand.
const small = (hidden, out, rate = 0.5, target = 0.5) => page.read(
  `learning_rate: ${rate}\ntraining: [{inputs: [1], targets: [${target}]}]\n` +
  `layers:\n  - {weights: ${hidden}, bias: 0}\n  - {weights: ${out}, bias: 0}\n`);

page.read(post);
same('the post’s network has no trouble', page.troubles(), []);
// net = 10: the slope is about exp(-10), and that of the other 0.25.
small('[[10], [0.1]]', '[[0.3, 0.2]]');
same('a neuron far out is saturated', page.troubles(),
  [{ reason: 'saturated', keys: ['dout_h1/dnet_h1'] }]);
small('[[0.1], [0.2]]', '[[0.3, 0.4]]', 0.5, 1.5);
same('a logistic output cannot reach 1.5', page.troubles(),
  [{ reason: 'unreachable', keys: ['t1'] }]);
small('[[0.1], [0.1]]', '[[0.3, 0.3]]');
same('neurons with the same weights stay the same', page.troubles(),
  [{ reason: 'equal', keys: ['out_h1', 'out_h2'] }]);
small('[[0.1], [0.1]]', '[[0.3, 0.4]]');
same('those that lead on differently do not', page.troubles(), []);
// One identity neuron: E = (w - t)^2 / 2, so a step of 3 dE/dw ends twice as far off, beyond t.
page.read('learning_rate: 3\ntraining: [{inputs: [1], targets: [1]}]\n' +
  'layers: [{weights: [[0]], bias: 0, activation: identity}]\n');
same('a step of three slopes of a parabola is too large', page.troubles(),
  [{ reason: 'step_too_large', keys: ['E_total', 'E_total+'] }]);
page.read(post);
page.takeMistake('ascent');
same('ascent is told from a step too large', page.troubles(OTHER),
  [{ reason: 'ascent', keys: ['E_total', 'E_total+'] }]);

// ------------------------------------------------------------------- sizes and times

page.read(post);
const times = range(9).map(() => {
  const start = performance.now();
  page.train(10000, '', 2);
  return performance.now() - start;
}).sort((a, b) => a - b);
tell(`${(packed.length / 1000).toFixed(1)} kB gzipped, ` +
  `${(await unpackedSize() / 1000).toFixed(1)} kB as it is`);
tell(`${toFirst.toFixed(1)} ms to the first numbers; 10,000 rounds in ${times[4].toFixed(1)} ms`);

async function unpackedSize() {
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'));
  return (await new Response(stream).arrayBuffer()).byteLength;
}

rmSync(scratch, { recursive: true });
finish();
