// SPDX-License-Identifier: GPL-3.0-or-later
// Trains on and on, so many rounds at a time, until it is paused or there is no more to train.
import { MOST_ROUNDS } from './app.js';

const CALM = matchMedia('(prefers-reduced-motion: reduce)');
const CALM_PAUSE = 1000; // between two pictures, in ms, where there is to be little motion

export class Runner {
  #app;
  #speed;
  #changed;
  #isSeen = true;
  #observer;
  #next = null; // cancels what is to come

  // speed() is how many rounds at a time; changed() is told when it runs or has paused.
  constructor(app, speed, changed) {
    this.#app = app;
    this.#speed = speed;
    this.#changed = changed;
  }

  get isRunning() { return this.#next !== null; }

  // It rests while that element is out of sight.
  #watch(element) {
    this.#observer ??= new IntersectionObserver(([{ isIntersecting }]) => {
      this.#isSeen = isIntersecting;
    });
    this.#observer.observe(element);
  }

  run(watched) {
    this.#watch(watched);
    if (this.isRunning || this.#app.round >= MOST_ROUNDS) return;
    this.#wait();
    this.#changed();
  }

  pause() {
    if (!this.isRunning) return;
    this.#next();
    this.#next = null;
    this.#changed();
  }

  #wait() {
    const go = () => this.#go();
    if (CALM.matches) {
      const id = setTimeout(go, CALM_PAUSE);
      this.#next = () => clearTimeout(id);
    } else {
      const id = requestAnimationFrame(go);
      this.#next = () => cancelAnimationFrame(id);
    }
  }

  #go() {
    if (this.#isSeen) this.#app.goToRound(this.#app.round + this.#speed());
    if (this.#app.round >= MOST_ROUNDS) this.pause();
    else this.#wait();
  }
}
