// SPDX-License-Identifier: GPL-3.0-or-later
// What the Nu HTML checker says of the markup and the style: errors, warnings and advice.
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const jar = fileURLToPath(new URL('node_modules/vnu-jar/build/dist/vnu.jar', import.meta.url));

// Not faults, though the checker says so.
const left_out = [
  // A property of MathML Core, which browsers follow and the checker does not know yet.
  /^CSS: “math-style”: Property “math-style” doesn't exist\.$/,
];

export async function faults_of_markup(file) {
  const { stdout } = await promisify(execFile)('java',
    ['-jar', jar, '--format', 'json', '--stdout', '--exit-zero-always', file],
    { maxBuffer: 1 << 26 });
  return JSON.parse(stdout).messages
    .filter(({ message }) => !left_out.some(known => known.test(message)))
    .map(({ lastLine, message, extract = '' }) => `line ${lastLine}: ${message} ${extract}`);
}

export const tests = [{
  claim: 'the Nu HTML checker finds nothing',
  sees: ['Duplicate ID “twice”', 'CSS: “colr”: Property “colr” doesn\'t exist.', 'Trailing slash'],
  faults: (page, open, file) => faults_of_markup(file),
}];
