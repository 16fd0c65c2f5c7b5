// SPDX-License-Identifier: GPL-3.0-or-later
// The native program, as the command line has it: what the module is compared with.
import { spawnSync } from 'node:child_process';

const program = process.env.BACKPROP ?? 'build/backprop';

// Without fused operations the C library takes the same steps to exp as the page's does.
const env = { ...process.env, LC_ALL: 'C', GLIBC_TUNABLES: 'glibc.cpu.hwcaps=-FMA,-FMA4' };

// {said} or {complaint}; the latter as the page has it: without program and file.
export function native(...args) {
  const input = args.at(-1) instanceof Uint8Array ? args.pop() : '';
  const { status, stdout, stderr } = spawnSync(program, args, {
    input, env, encoding: 'utf8', maxBuffer: 1 << 28 });
  if (status === 2) {
    const [, line, what] = stderr.match(/^backprop: [^:]*(?::(\d+))?: ([^]*)\n$/);
    return { complaint: line === undefined ? what : `line ${line}: ${what}` };
  }
  return { said: stdout, status };
}

export const rows = (said) => said.trimEnd().split('\n').map((row) => row.split('\t'));
