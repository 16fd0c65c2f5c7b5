// SPDX-License-Identifier: GPL-3.0-or-later
// The walk of an example as the command prints it.
import { execFileSync } from 'node:child_process';

export const walkByCommand = (yaml) => (
  execFileSync('build/backprop', ['walk', '-e', '-'], { input: yaml, encoding: 'utf8' }));

// [[key, number], ..]
export const numbersOf = (walk) => walk.trimEnd().split('\n').map((line) => {
  const [key, number] = line.split('\t');
  return [key, Number(number)];
});
