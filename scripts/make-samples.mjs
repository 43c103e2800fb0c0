// Makes the samples: draws their art and writes static/samples/NAME as project folders, from scripts/samples/NAME.
// The scripts, and the tests in their test/, are written by hand or recorded, and stay as they are.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'rolldown';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Functions of the program, which Node cannot load as TypeScript. */
async function loadProgram() {
  const file = join(tmpdir(), `perigee-folder-${process.pid}.mjs`);
  const code = `export * from './src/lib/schema/folder-write.ts'; export * from './src/lib/schema/tiles.ts';
    export * from './src/lib/schema/project.ts'; export * from './src/lib/base/png-write.ts';`;
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

/** The pictures as assets of a project, and their bytes by hash. */
function drawn(pictures) {
  const bytes = new Map();
  const assets = {};
  for (const [id, picture] of Object.entries(pictures)) {
    const { width, height } = picture;
    const png = program.writePng(width, height, picture.data);
    const sha256 = createHash('sha256').update(png).digest('hex');
    bytes.set(sha256, png);
    assets[id] = { name: `${id}.png`, kind: 'image', sha256, size: png.length, meta: { width, height } };
  }
  return { bytes, assets };
}

/** The scripts and tests of a sample's folder. */
function scriptsOf(folder) {
  const scripts = {};
  for (const kind of ['behavior', 'collision_action', 'generator', 'input_action', 'test']) {
    if (!existsSync(join(folder, kind))) continue;
    for (const name of readdirSync(join(folder, kind)).sort())
      scripts[`${kind}/${name}`] = readFileSync(join(folder, kind, name), 'utf8');
  }
  return scripts;
}

/** What the start page says of the samples, in this order. */
const listed = [];
const names = ['moon-hopper', 'two-moons', 'rover', 'ragdoll', 'bridge', 'cradle', 'advanced'];

const program = await loadProgram();
for (const name of names) {
  const folder = join(root, 'static/samples', name);
  const sample = await import(pathToFileURL(join(root, 'scripts/samples', name, 'sample.mjs')).href);
  listed.push({ name, title: sample.title, about: sample.about });
  const { bytes, assets } = drawn(sample.pictures);
  const made = sample.project(program, scriptsOf(folder), assets);
  const project = { ...made, settings: { ...program.defaultSettings, ...made.settings } };
  const files = program.writeFolder(project, (sha256) => bytes.get(sha256));
  for (const [path, content] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  writeFileSync(join(folder, 'index.json'), `${JSON.stringify({ files: [...files.keys()] }, null, 2)}\n`);
  const art = [...bytes.values()].reduce((sum, { length }) => sum + length, 0);
  console.log(`${project.name}: ${files.size} files, art ${art} bytes`);
}
writeFileSync(join(root, 'static/samples/index.json'), `${JSON.stringify(listed, null, 2)}\n`);
