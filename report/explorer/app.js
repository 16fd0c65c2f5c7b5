// SPDX-License-Identifier: GPL-3.0-or-later
// What the explorer is at: one example, one round of it, one step of that round, and what it is
// compared with. Views read it, and are told when it has changed.
import { fromRows, isSmall, MOST_HIDDEN, MOST_NEURONS, MOST_PAIRS } from './example.js';
import { EXAMPLE, OTHER } from './program.js';
import { filled, words } from './words.js';

export const MOST_ROUNDS = 1000000;
const MOST_UNDONE = 200;

export class App extends EventTarget {
  #past = [];
  #future = [];
  #start;

  constructor(program, yaml) {
    super();
    this.program = program;
    this.round = 0;
    this.compared = null; // or {kind: 'mistake' | 'rate' | 'biases', value}
    this.marked = new Map(); // by key: what a check said of it
    this.otherByKey = new Map(); // the numbers of what it is compared with
    program.read(yaml);
    this.#start = program.yaml();
    this.#learnExample();
    this.key = this.steps.find((step) => step.kind === 'net').key;
    this.#learnNumbers();
  }

  // ---- What there is to see ----

  #learnExample() {
    this.yaml = this.program.yaml();
    this.all = this.program.steps();
    this.byKey = new Map(this.all.map((step) => [step.key, step]));
    this.steps = this.all.filter((step) => step.inWalk);
  }

  // Each step gets its value, its text, and whether that is exact.
  #learnNumbers() {
    this.program.go(this.round);
    this.program.numbers().forEach((number, k) => Object.assign(this.all[k], number));
  }

  get step() {
    return this.byKey.get(this.key);
  }

  get place() {
    return this.steps.indexOf(this.step);
  }

  // The neurons of each layer, and how many inputs there are.
  get shape() {
    const layers = [];
    for (const { kind, moment, layer, neuron } of this.all) {
      if (kind === 'net' && moment === 'round') layers[layer] = Math.max(layers[layer] ?? 0, neuron + 1);
    }
    return { inputs: this.all.filter(({ kind }) => kind === 'input').length, layers };
  }

  // How many pairs it is trained on, one a round in turn.
  get nPairs() {
    return this.program.given().filter(([what]) => what === 'inputs').length;
  }

  // ---- What can be done ----

  // Tells the views. What: 'example' where all numbers are others, 'round', 'step', 'compared' or
  // 'marked'. The first of them implies those that come after it.
  #tell(what) {
    this.dispatchEvent(new CustomEvent('change', { detail: what }));
  }

  onChange(listener) {
    this.addEventListener('change', (event) => listener(event.detail));
  }

  #take(yaml, round = this.round) {
    this.program.read(yaml);
    this.round = round;
    this.#learnExample();
    if (!this.byKey.get(this.key)?.inWalk) {
      this.key = this.steps.find((step) => step.kind === 'net').key;
    }
    this.marked = new Map();
    this.#learnNumbers();
    this.#compareAgain();
    this.#tell('example');
  }

  // Another example, as YAML, and the round to be at. Throws the program's complaint; then nothing
  // has changed.
  read(yaml, round = this.round) {
    const before = this.yaml;
    this.#take(yaml, round);
    if (this.yaml === before) return;
    this.#past.push(before);
    if (this.#past.length > MOST_UNDONE) this.#past.shift();
    this.#future = [];
  }

  // Whether this is the example with which it began.
  get isAtStart() { return this.yaml === this.#start; }

  get canUndo() { return this.#past.length > 0; }
  get canRedo() { return this.#future.length > 0; }

  undo() {
    if (!this.canUndo) return;
    this.#future.push(this.yaml);
    this.#take(this.#past.pop());
  }

  redo() {
    if (!this.canRedo) return;
    this.#past.push(this.yaml);
    this.#take(this.#future.pop());
  }

  reset() {
    this.read(this.#start, 0);
  }

  // The same of an example that comes from outside: refused where it is larger than what can be
  // shown. The program must read it to tell, and reads its own again.
  open(yaml, round = 0) {
    this.program.read(yaml);
    const fits = isSmall(fromRows(this.program.given()));
    this.program.read(this.yaml);
    this.#learnNumbers();
    if (this.compared !== null) this.#startOther();
    if (!fits) throw new Error(tooLarge());
    this.read(yaml, round);
  }

  // Goes to the step that makes the number; false where there is none.
  go(key) {
    if (!this.byKey.get(key)?.inWalk) return false;
    this.key = key;
    this.#tell('step');
    return true;
  }

  goToRound(round) {
    this.round = Math.min(Math.max(Math.trunc(round), 0), MOST_ROUNDS);
    this.#learnNumbers();
    this.#goOther();
    this.#tell('round');
  }

  // So many steps on or back, into the next round or the one before where need be.
  move(by) {
    const n = this.steps.length;
    let place = this.place + by;
    if (place >= n) {
      if (this.round < MOST_ROUNDS) this.round += 1;
      place = this.#firstMade;
    } else if (place < 0) {
      if (this.round === 0) return;
      this.round -= 1;
      place = n - 1;
    } else {
      this.key = this.steps[place].key;
      this.#tell('step');
      return;
    }
    this.key = this.steps[place].key;
    this.goToRound(this.round);
  }

  // In a further round, what is given is given already.
  get #firstMade() {
    return this.steps.findIndex((step) => step.formula !== '');
  }

  // The first step of the next chapter, or of this one or the one before.
  movePhase(by) {
    const { chapter } = this.step;
    const firstOf = (c) => this.steps.findIndex((step) => step.chapter === c);
    if (by > 0) {
      const next = this.steps.findIndex((step, k) => k > this.place && step.chapter !== chapter);
      this.move(next < 0 ? this.steps.length - this.place : next - this.place);
    } else if (this.place > firstOf(chapter)) {
      this.move(firstOf(chapter) - this.place);
    } else if (this.place > 0) {
      this.move(firstOf(this.steps[this.place - 1].chapter) - this.place);
    } else {
      this.move(-1);
    }
  }

  // ---- Beside it, another way ----

  // Compares with {kind, value}, or with nothing. Throws a complaint.
  compare(compared) {
    const before = this.compared;
    this.compared = compared;
    try {
      this.#startOther();
    } catch (complaint) {
      this.compared = before;
      throw complaint;
    }
    this.#tell('compared');
  }

  #startOther() {
    if (this.compared === null) return;
    if (this.compared.kind === 'mistake') this.program.takeMistake(this.compared.value);
    else this.program.read(this.compared.yaml, OTHER);
    this.otherSteps = this.program.steps(OTHER);
    this.#goOther();
  }

  // The other example may have lost its sense with the first.
  #compareAgain() {
    this.otherByKey = new Map();
    if (this.compared?.kind !== 'mistake') {
      this.compared = null;
      return;
    }
    try {
      this.#startOther();
    } catch {
      this.compared = null;
    }
  }

  #goOther() {
    this.otherByKey = new Map();
    if (this.compared === null) return;
    this.program.go(this.round, OTHER);
    this.program.numbers(OTHER).forEach((number, k) => (
      this.otherByKey.set(this.otherSteps[k].key, number)));
  }

  // What a check said: [{key, verdict, because}, ..].
  mark(rows) {
    this.marked = new Map(rows.map((row) => [row.key, row]));
    this.#tell('marked');
  }
}

const tooLarge = () => filled(words.edit.tooLarge, {
  neurons: MOST_NEURONS, hidden: MOST_HIDDEN, pairs: MOST_PAIRS,
});

export { EXAMPLE, OTHER };
