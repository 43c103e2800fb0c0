// Makes the sample Moon Hopper: draws its art and writes static/samples/moon-hopper as a project folder.
// The Lua files in its behavior/ are written by hand and stay as they are.
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'rolldown';
import { coin, crawler, flag, hero, lift } from './moon-hopper/figures.mjs';
import { hills, moon, sky, tiles } from './moon-hopper/landscape.mjs';
import { moonHopper } from './moon-hopper/level.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = join(root, 'static/samples/moon-hopper');

/** Functions of the program, which Node cannot load as TypeScript. */
async function loadProgram() {
  const file = join(tmpdir(), `perigee-folder-${process.pid}.mjs`);
  const code = `export * from './src/lib/schema/folder-write.ts'; export * from './src/lib/schema/tiles.ts';`;
  const entry = 'virtual-entry';
  await build({
    input: entry,
    cwd: root,
    platform: 'node',
    tsconfig: false,
    logLevel: 'warn',
    plugins: [
      {
        name: 'entry',
        resolveId: (id) => (id === entry ? join(root, 'entry.ts') : null),
        load: (id) => (id === join(root, 'entry.ts') ? code : null),
      },
    ],
    output: { file, format: 'esm' },
  });
  try {
    return await import(pathToFileURL(file).href);
  } finally {
    rmSync(file);
  }
}

const pictures = {
  hero: hero(),
  crawler: crawler(),
  coin: coin(),
  lift: lift(),
  flag: flag(),
  tiles: tiles(),
  sky: sky(),
  moon: moon(),
  'far-hills': hills(576, 150, '#222a50', '#39427a', 3),
  'near-hills': hills(704, 115, '#2b3563', '#4a568f', 11),
};

const bytes = new Map();
const assets = {};
for (const [id, picture] of Object.entries(pictures)) {
  const png = picture.png();
  const sha256 = createHash('sha256').update(png).digest('hex');
  bytes.set(sha256, png);
  const { width, height } = picture;
  assets[id] = { name: `${id}.png`, kind: 'image', sha256, size: png.length, meta: { width, height } };
}

const scripts = {};
for (const name of readdirSync(join(folder, 'behavior')).sort())
  scripts[`behavior/${name}`] = readFileSync(join(folder, 'behavior', name), 'utf8');

const program = await loadProgram();
const files = program.writeFolder(moonHopper(program, scripts, assets), (sha256) => bytes.get(sha256));
for (const [path, content] of files) {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), content);
}
const index = `${JSON.stringify({ files: [...files.keys()] }, null, 2)}\n`;
writeFileSync(join(folder, 'index.json'), index);
console.log(
  `Moon Hopper: ${files.size} files, art ${[...bytes.values()].reduce((sum, { length }) => sum + length, 0)} bytes`,
);
