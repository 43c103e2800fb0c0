// Builds everything that `npm start` and the command line need:
//   build/app     the app, as static files, and the player of exported games
//   build/server  server and command line for Node, which cannot run TypeScript itself
// `node scripts/build.mjs --node-only` leaves the app alone; `--node-only DIR` puts the Node bundle into DIR instead.
import { readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build as rolldown } from 'rolldown';
import { buildPlayer, buildTogether } from './build-player.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
process.chdir(root);

/** Entry points of the Node bundle. */
const nodeEntries = {
  settings: 'src/lib/server/settings.ts',
  cli: 'src/lib/cli/main.ts',
  'merge-worker': 'src/lib/server/merge-worker.js',
  'session-worker': 'src/lib/server/play/session-worker.ts',
};

async function buildApp() {
  const { build } = await import('vite');
  await build({ logLevel: 'warn' });
}

async function buildNode(directory) {
  // Beside its place first: a process that starts meanwhile finds the old bundle or the new one, never half of one.
  const temporary = `${directory}.${process.pid}.part`;
  await rolldown({
    input: nodeEntries,
    platform: 'node',
    // Dependencies are installed anyway; only our own sources are bundled.
    external: (id) => !id.startsWith('.') && !id.startsWith('/') && !id.startsWith('\0'),
    tsconfig: false,
    logLevel: 'warn',
    output: { dir: temporary, format: 'esm', sourcemap: true },
  });
  rmSync(directory, { recursive: true, force: true });
  renameSync(temporary, directory);
}

/** What a first visit downloads before anything is loaded late, in bytes after gzip. */
function firstLoad() {
  const html = readFileSync('build/app/index.html', 'utf8');
  const files = new Set(
    [...html.matchAll(/["'(]\/?((?:\.\/)?_app\/[^"')]+\.(?:js|css))/g)].map((match) => match[1]),
  );
  let size = gzipSync(html).length;
  for (const file of files) size += gzipSync(readFileSync(join('build/app', file))).length;
  return size;
}

function folderSize(folder) {
  let size = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (entry.isFile()) size += statSync(join(entry.parentPath, entry.name)).size;
  }
  return size;
}

const started = performance.now();
const nodeOnly = process.argv.includes('--node-only');
const elsewhere = nodeOnly ? process.argv[process.argv.indexOf('--node-only') + 1] : undefined;

if (elsewhere) {
  await buildNode(elsewhere);
} else {
  // The marks are written last: `npm start` and the command line take them as the sign of a complete build.
  rmSync(nodeOnly ? 'build/.node' : 'build/.complete', { force: true });
  if (!nodeOnly) {
    await buildApp();
    console.log(`app: ${(firstLoad() / 1024).toFixed(0)} kB after gzip to show the first page`);
    await buildTogether('build/app/together.js');
    const size = await buildPlayer('build/app/player.js');
    console.log(`player of exported games: ${(size / 1024).toFixed(0)} kB after gzip, at most 250`);
  }
  await buildNode('build/server');
  console.log(`server and command line: ${(folderSize('build/server') / 1024).toFixed(0)} kB`);
  writeFileSync('build/.node', '');
  if (!nodeOnly) writeFileSync('build/.complete', '');
  console.log(`built in ${((performance.now() - started) / 1000).toFixed(1)} s`);
}
