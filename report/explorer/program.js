// SPDX-License-Identifier: GPL-3.0-or-later
// The book's program, compiled to WebAssembly (src/page/page.h): texts and numbers in and out.
// No number is computed here.

const encoder = new TextEncoder();
const decoder = new TextDecoder();

// The sides that the program looks at.
export const EXAMPLE = 0;
export const OTHER = 1;

async function unpacked(bytes) {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

// The program writes to no file: what its C library asks for is refused.
const refused = 8;
const system = { fd_close: () => refused, fd_seek: () => refused, fd_write: () => refused };

// The program that is packed in these bytes.
export async function load(packed) {
  const module = await WebAssembly.compile(await unpacked(packed));
  const { exports } = await WebAssembly.instantiate(module, { wasi_snapshot_preview1: system });
  exports._initialize();
  return new Program(exports);
}

export class Program {
  #c;

  constructor(exports) {
    this.#c = exports;
  }

  // ---- Texts and numbers in the program's memory ----

  #hear(text) {
    const bytes = encoder.encode(text);
    const room = this.#c.bp_page_room(bytes.length);
    if (room === 0) throw new Error('out of memory');
    new Uint8Array(this.#c.memory.buffer).set(bytes, room);
  }

  #said() {
    const start = this.#c.bp_page_said();
    return decoder.decode(new Uint8Array(this.#c.memory.buffer, start, this.#c.bp_page_length()));
  }

  // What is said by rows of cells.
  #rows() {
    const text = this.#said();
    return text === '' ? [] : text.trimEnd().split('\n').map((row) => row.split('\t'));
  }

  #doubles(start, n) {
    return Array.from(new Float64Array(this.#c.memory.buffer, start, n));
  }

  // Rows of so many doubles.
  #table(start, rows, width) {
    const numbers = this.#doubles(start, rows * width);
    return Array.from({ length: rows }, (_, k) => numbers.slice(k * width, (k + 1) * width));
  }

  #unlessRefused(done) {
    if (!done) throw new Error(this.#said());
  }

  // ---- Examples ----

  // Takes an example, as YAML; throws the complaint.
  read(yaml, side = EXAMPLE) {
    this.#hear(yaml);
    this.#unlessRefused(this.#c.bp_page_read(side));
  }

  yaml(side = EXAMPLE) {
    this.#c.bp_page_write(side);
    return this.#said();
  }

  // The example's given numbers, as rows that begin with what they are.
  given(side = EXAMPLE) {
    this.#c.bp_page_say_example(side);
    return this.#rows();
  }

  exercise(seed, inputs, hidden, outputs) {
    this.#unlessRefused(this.#c.bp_page_exercise(seed, inputs, hidden, outputs));
    return this.#said();
  }

  // Lets the other side be the example with that mistake, or with none.
  takeMistake(id = '') {
    this.#hear(id);
    this.#unlessRefused(this.#c.bp_page_take_mistake());
  }

  // {id, summary, why} of the mistakes that the example can have.
  mistakes() {
    this.#c.bp_page_say_mistakes();
    return this.#mistakes();
  }

  // The same of all that a check may name.
  allMistakes() {
    this.#c.bp_page_say_all_mistakes();
    return this.#mistakes();
  }

  #mistakes() {
    return this.#rows().map(([id, summary, why]) => ({ id, summary, why }));
  }

  // ---- The round ----

  // What each number of a round is, in the walk's order; see bp_page_say_steps.
  steps(side = EXAMPLE) {
    this.#c.bp_page_say_steps(side);
    return this.#rows().map((row) => {
      const [key, kind, moment, chapter, layer, neuron, source, standing] = row;
      const [neuronName, sourceName, weightName, region, formula] = row.slice(8);
      return {
        key, kind, moment, neuronName, sourceName, weightName, region, formula,
        chapter: +chapter, layer: +layer, neuron: +neuron, source: +source,
        inWalk: standing === 'walk',
        parents: [...new Set(formula.match(/(?<=\{)[^}]*/g) ?? [])],
      };
    });
  }

  // The round that comes after so many.
  go(round, side = EXAMPLE) {
    this.#c.bp_page_go(side, round);
  }

  // Its numbers, in the order of steps: {value, text, exact}.
  numbers(side = EXAMPLE) {
    this.#c.bp_page_say_numbers(side);
    const shown = this.#rows();
    const n = this.#c.bp_page_n_numbers(side);
    const values = this.#doubles(this.#c.bp_page_numbers(side), n);
    return values.map((value, k) => ({ value, text: shown[k][1], exact: shown[k][0] === '=' }));
  }

  // The whole walk from the start, [[key, value], ..]; its text has all digits.
  walkText() {
    this.#unlessRefused(this.#c.bp_page_walk());
    return this.#said();
  }

  walk() {
    return this.walkText().trimEnd().split('\n').map((row) => {
      const [key, value] = row.split('\t');
      return [key, Number(value)];
    });
  }

  // ---- Experiments ----

  // {error, change, slope, derivative, digits} where the weight or bias is so much larger; digits:
  // to how many slope and derivative agree.
  nudge(key, step) {
    this.#hear(key);
    const start = this.#c.bp_page_nudge(step);
    if (start === 0) return null;
    const [error, change, slope, derivative, digits] = this.#doubles(start, 5);
    return { error, change, slope, derivative, digits };
  }

  // [[how far from the weight or bias, change of the error, that along the tangent], ..].
  slice(key, reach) {
    this.#hear(key);
    const start = this.#c.bp_page_slice(reach);
    return start === 0 ? [] : this.#table(start, 61, 3);
  }

  // [[round, mean error over all pairs], ..] up to that round, evenly on a log axis.
  curve(last, side = EXAMPLE) {
    const n = this.#c.bp_page_curve(side, last);
    return this.#table(this.#c.bp_page_rows(), n, 2);
  }

  // [[round, the other side's error over the first one's], ..] up to that round.
  ratio(last) {
    const n = this.#c.bp_page_ratio(last);
    return this.#table(this.#c.bp_page_rows(), n, 2);
  }

  // That ratio where the sides are.
  ratioHere() {
    return this.#c.bp_page_ratio_here();
  }

  // The mean over all pairs where the side is.
  meanError(side = EXAMPLE) {
    return this.#c.bp_page_mean_error(side);
  }

  // {E_total, out, w} after so many rounds by that mistake, or by none.
  train(rounds, mistake = '', outputs = 1) {
    this.#hear(mistake);
    this.#unlessRefused(this.#c.bp_page_train(rounds));
    const numbers = this.#doubles(this.#c.bp_page_trained(), this.#c.bp_page_n_trained());
    return { E_total: numbers[0], out: numbers.slice(1, 1 + outputs), w: numbers.slice(1 + outputs) };
  }

  // [{reason, keys}, ..]: why the error does not get smaller.
  troubles(side = EXAMPLE) {
    this.#c.bp_page_say_troubles(side);
    return this.#rows().map(([reason, ...keys]) => ({ reason, keys }));
  }

  // [{key, ratio}, ..] of the numbers in which the two sides differ, in the walk's order; ratio:
  // the other side's over the first one's.
  differences() {
    this.#c.bp_page_say_differences();
    return this.#rows().map(([key, ratio]) => ({ key, ratio: Number(ratio) }));
  }

  // ---- A learner's numbers ----

  // {diagnosis, rows: [{key, given, expected, verdict, because}, ..], text}; throws the complaint.
  check(text) {
    this.#hear(text);
    return this.#verdict(this.#c.bp_page_check());
  }

  // The same of numbers of the round where the example is.
  predict(text) {
    this.#hear(text);
    return this.#verdict(this.#c.bp_page_predict());
  }

  #verdict(done) {
    this.#unlessRefused(done);
    const said = this.#said();
    const end = said.indexOf('\n\n');
    const rows = said.slice(0, end).split('\n').map((row) => row.split('\t'));
    const diagnosis = rows.pop()[1];
    return {
      diagnosis,
      rows: rows.map(([key, given, expected, verdict, because]) => (
        { key, given, expected, verdict, because })),
      text: said.slice(end + 2),
    };
  }
}
