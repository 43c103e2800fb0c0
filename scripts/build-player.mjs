/**
 * Builds the player of exported games: one classic script that holds its worker as text, so that a page opened
 * from disk plays. Called by scripts/build.mjs; exporting a game then needs no bundler.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { build } from 'rolldown';

/** What the HTML of a game may weigh after gzip, art left out. */
const limit = 250 * 1024;

/** Fengari asks for Node's process when it is loaded; in a browser there is none. */
const fengariDefines = { 'process.env.FENGARICONF': 'undefined', 'typeof process': '"undefined"' };

async function bundle(input, define = {}) {
  const { output } = await build({
    input,
    platform: 'browser',
    tsconfig: false,
    logLevel: 'warn',
    transform: { define: { ...fengariDefines, ...define } },
    output: { format: 'iife', minify: true, codeSplitting: false },
    write: false,
  });
  return output[0].code;
}

/** Writes the player of games that several play together. It is only ever served, so nothing limits its size but its use. */
export async function buildTogether(file) {
  const worker = await bundle('src/lib/together/client/worker.ts');
  const player = await bundle('src/lib/together/client/player.ts', {
    PERIGEE_WORKER_SOURCE: JSON.stringify(worker),
  });
  mkdirSync(new URL('.', new URL(file, `file://${process.cwd()}/`)), { recursive: true });
  writeFileSync(file, player);
}

/** Writes the player to `file` and gives its size after gzip, in bytes. Throws when it is over the limit. */
export async function buildPlayer(file) {
  const worker = await bundle('src/lib/runtime/game.worker.ts');
  const player = await bundle('src/lib/runtime/player.ts', { PERIGEE_WORKER_SOURCE: JSON.stringify(worker) });
  mkdirSync(new URL('.', new URL(file, `file://${process.cwd()}/`)), { recursive: true });
  writeFileSync(file, player);
  const size = gzipSync(player).length;
  if (size > limit) throw new Error(`The player is ${size} bytes after gzip; it may be ${limit}.`);
  return size;
}
