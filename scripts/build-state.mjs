// Whether what is in build/ is there and newer than what it was made from. Used by `npm start` and by bin/perigee.js.
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { spawnSync } from 'node:child_process';

/** The folder of the package. */
export const root = fileURLToPath(new URL('..', import.meta.url));

const appSources = [
  'src',
  'static',
  'lua',
  'scripts',
  'package.json',
  'package-lock.json',
  'vite.config.ts',
  'svelte.config.js',
];
const nodeSources = ['src/lib', 'scripts', 'package-lock.json'];

/**
 * Builds what is missing or out of date, and says so.
 * @param {'app' | 'node'} what `app` for everything, `node` for the server and command line only
 */
export function ensureBuilt(what) {
  const built = modified(join(root, what === 'app' ? 'build/.complete' : 'build/.node'));
  const changed = Math.max(
    ...(what === 'app' ? appSources : nodeSources).map((path) => newest(join(root, path))),
  );
  if (built >= changed) return;
  if (!existsSync(join(root, 'node_modules/rolldown'))) {
    console.error('The packages that Perigee is made of are not installed: run npm ci first.');
    process.exit(1);
  }
  console.error(
    built === 0
      ? 'Building Perigee, this takes a moment ...'
      : 'The sources have changed: building again ...',
  );
  const args = [join(root, 'scripts/build.mjs'), ...(what === 'node' ? ['--node-only'] : [])];
  // Standard output belongs to the command that asked for the build.
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: ['ignore', 2, 2] });
  if (status !== 0) process.exit(status ?? 1);
}

/** The time the newest file in a folder was changed, or that of a file; 0 when there is none. */
function newest(path) {
  let time = modified(path);
  try {
    for (const entry of readdirSync(path, { withFileTypes: true, recursive: true })) {
      time = Math.max(time, modified(join(entry.parentPath, entry.name)));
    }
  } catch {
    // A single file has no entries.
  }
  return time;
}

function modified(path) {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
