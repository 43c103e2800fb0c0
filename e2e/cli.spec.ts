/** The command line as it is built: the same work without a page, exit codes and messages as a shell user expects. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { four, sharedTiled, tmx } from '../tests/import/support.ts';
import type { Golden } from '../tests/golden/replay.ts';
import { expect, test as base } from './fixtures.ts';

const program = join(import.meta.dirname, '../bin/perigee.js');
const sample = join(import.meta.dirname, '../static/samples/moon-hopper');
const recording = join(import.meta.dirname, '../tests/golden/moon-hopper.golden.json');

interface Ended {
  code: number | null;
  out: string;
  err: string;
}

function start(args: readonly string[], cwd: string, env: NodeJS.ProcessEnv = {}): ChildProcess {
  return spawn(process.execPath, [program, ...args], { cwd, env: { ...process.env, ...env } });
}

/** A folder of its own to stand in, and the program run there. */
class Shell {
  constructor(readonly folder: string) {}

  async run(...args: string[]): Promise<Ended> {
    const child = start(args, this.folder);
    const ended: Ended = { code: null, out: '', err: '' };
    child.stdout!.on('data', (chunk) => (ended.out += chunk));
    child.stderr!.on('data', (chunk) => (ended.err += chunk));
    [ended.code] = (await once(child, 'close')) as [number | null];
    // Whatever goes wrong, nobody is shown the inside of the program.
    expect(ended.err).not.toMatch(/^\s+at .*:\d+/mu);
    return ended;
  }

  async write(files: Readonly<Record<string, string | Uint8Array>>): Promise<void> {
    for (const [path, content] of Object.entries(files)) {
      await mkdir(join(this.folder, path, '..'), { recursive: true });
      await writeFile(join(this.folder, path), content);
    }
  }

  at(path: string): string {
    return join(this.folder, path);
  }
}

const test = base.extend<{ shell: Shell }>({
  // eslint-disable-next-line no-empty-pattern -- Playwright reads the fixtures from this pattern
  shell: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'perigee-cli-'));
    await use(new Shell(folder));
    await rm(folder, { recursive: true, force: true });
  },
});

const ground =
  '<layer name="Ground" width="4" height="2"><data encoding="csv">1,2,3,4,0,0,0,0</data></layer>';

test('help names every command; what makes no sense is refused in one line with exit code 2', async ({
  shell,
}) => {
  const help = await shell.run('--help');
  expect(help).toMatchObject({ code: 0, err: '' });
  for (const name of ['import', 'validate', 'simulate', 'export', 'serve']) {
    expect(help.out).toContain(`  ${name}`);
    const own = await shell.run(name, '--help');
    expect(own).toMatchObject({ code: 0, err: '' });
    expect(own.out).toContain(`Usage: perigee ${name}`);
  }
  const serve = (await shell.run('serve', '--help')).out;
  for (const setting of ['PORT', 'HOST', 'PERIGEE_DATA', 'PERIGEE_HOSTS']) expect(serve).toContain(setting);

  const refused: [args: string[], reason: RegExp][] = [
    [['fly'], /there is no command "fly"/u],
    [['import'], /Name the files to import/u],
    [['import', 'a.tmx'], /--out DIR/u],
    [['validate'], /Name the project folder/u],
    [['validate', 'nowhere'], /^nowhere: There is no such file or folder/u],
    [['validate', program], /This is no folder/u],
    [['simulate', sample], /--ticks N/u],
    [['simulate', sample, '--ticks', 'ten'], /--ticks must be a whole number/u],
    [['simulate', sample, '--ticks', '1', '--inputs', 'none.json'], /^none\.json: There is no such file/u],
    [['export', sample], /--html FILE/u],
    [['serve', '--port', '70000'], /port must be a number from 0 to 65535/u],
    [['serve', '--prot', '1'], /Unknown option '--prot'/u],
  ];
  for (const [args, reason] of refused) {
    const ended = await shell.run(...args);
    expect(ended, args.join(' ')).toMatchObject({ code: 2, out: '' });
    expect(ended.err, args.join(' ')).toMatch(reason);
    expect(ended.err.trim().split('\n'), args.join(' ')).toHaveLength(1);
  }
  expect((await shell.run()).code).toBe(2);
});

test('a Tiled map becomes a project folder that is valid, plays and is never written over another', async ({
  shell,
}) => {
  await shell.write({ 'maps/level.tmx': tmx(ground), 'maps/four.png': four()[1] });
  expect(await shell.run('import', 'maps/level.tmx', '--out', 'game')).toEqual({
    code: 0,
    out: 'game: 1 scene, 1 tileset, 1 asset\n',
    err: '',
  });
  expect((await readdir(shell.at('game'))).sort()).toEqual(['assets', 'project.yaml', 'scenes', 'tilesets']);
  expect(await shell.run('validate', 'game')).toMatchObject({ code: 0, err: '' });
  expect(await shell.run('simulate', 'game', '--ticks', '10')).toMatchObject({ code: 0, err: '' });

  await shell.write({ 'mine/notes.txt': 'mine', 'broken.tmx': '<map>\n<layer>\n</map>' });
  const full = await shell.run('import', 'maps/level.tmx', '--out', 'mine');
  expect(full).toMatchObject({ code: 2, out: '' });
  expect(full.err).toMatch(/^mine: The folder is not empty/u);
  expect(await readdir(shell.at('mine'))).toEqual(['notes.txt']);
  const broken = await shell.run('import', 'broken.tmx', '--out', 'other');
  expect(broken).toMatchObject({ code: 2, out: '' });
  expect(broken.err).toMatch(/^broken\.tmx:\d+: /u);
  expect(await readdir(shell.folder)).not.toContain('other');
});

test('real maps are imported with what they name', async ({ shell }) => {
  const maps = sharedTiled();
  test.skip(
    maps === null,
    'the maps are not part of the project; PERIGEE_SHARED names the folder above them',
  );
  for (const map of ['desert', 'orthogonal-outside']) {
    expect(await shell.run('import', join(maps!, `${map}.tmx`), '--out', map)).toMatchObject({
      code: 0,
      out: expect.stringContaining(`${map}: 1 scene, 1 tileset`),
    });
    expect(await shell.run('validate', map)).toMatchObject({ code: 0, err: '' });
  }
});

test('validate names file, line and reason of everything that is wrong', async ({ shell }) => {
  const good = await shell.run('validate', sample);
  expect(good).toMatchObject({ code: 0, err: '' });
  expect(good.out).toContain('good');

  const head = 'perigee: 1\nname: Game\n';
  const scene = (component: string) =>
    `id: s\nname: A\norder: a0\nentities:\n  e:\n    name: E\n    order: a0\n    components:\n${component}`;
  await shell.write({
    'yaml/project.yaml': head,
    'yaml/scenes/a.yaml': 'id: s\nname: [A\n',
    'lost/project.yaml': head,
    'lost/scenes/a.yaml': scene('      Script:\n        script: behavior/x.lua\n'),
    'lua/project.yaml': head,
    'lua/behavior/a.lua': 'local a = {}\nfunction a.b(\nreturn a\n',
    'other/readme.txt': 'no project',
  });
  for (const [folder, message] of [
    ['yaml', /^yaml\/scenes\/a\.yaml:3: .+/u],
    ['lost', /^lost\/scenes\/a\.yaml:10: .*no script "behavior\/x\.lua"/u],
    ['lua', /^lua\/behavior\/a\.lua:3: .+/u],
    ['other', /^other\/project\.yaml: There is no such file/u],
  ] as const) {
    const ended = await shell.run('validate', folder);
    expect(ended, folder).toMatchObject({ code: 2, out: '' });
    expect(ended.err).toMatch(message);
    expect(ended.err.trim().split('\n')).toHaveLength(1);
  }
});

test('what may not be read is named with its reason', async ({ shell }) => {
  test.skip(process.getuid?.() === 0 || process.platform === 'win32', 'everything may be read by this user');
  await shell.write({ 'game/project.yaml': 'perigee: 1\nname: Game\n' });
  await chmod(shell.at('game'), 0o000);
  const ended = await shell.run('validate', 'game');
  await chmod(shell.at('game'), 0o700);
  expect(ended).toEqual({ code: 2, out: '', err: 'game: You have no right to this file.\n' });
});

test('simulate plays the sample to the hash that is known, every time the same', async ({ shell }) => {
  const golden = JSON.parse(await readFile(recording, 'utf8')) as Golden;
  const won = await shell.run('simulate', sample, '--ticks', `${golden.length}`, '--inputs', recording);
  expect(won).toEqual({
    code: 0,
    out: `${golden.length} ticks, ${golden.state}, score ${golden.score}, hash ${golden.hash}\n`,
    err: '',
  });
  const short = ['simulate', sample, '--ticks', '600', '--seed', '7', '--inputs', recording, '--hash'];
  const first = await shell.run(...short);
  expect(first).toMatchObject({ code: 0, out: expect.stringMatching(/^[0-9a-f]{16}\n$/u), err: '' });
  expect(await shell.run(...short)).toEqual(first);
});

test('simulate ends with 1 and the line of a script that fails', async ({ shell }) => {
  await cp(sample, shell.at('game'), { recursive: true });
  await shell.write({
    'game/behavior/hero.lua':
      'local hero = {}\nfunction hero.on_update(e, dt)\n  error("tired")\nend\nreturn hero\n',
  });
  const ended = await shell.run('simulate', 'game', '--ticks', '10', '--hash');
  expect(ended).toMatchObject({ code: 1, out: '' });
  expect(ended.err).toMatch(/^game\/behavior\/hero\.lua:3: .*tired/u);
});

test('export writes one HTML file that plays from disk', async ({ shell, page }) => {
  const ended = await shell.run('export', sample, '--html', 'out/game.html', '--zip', 'out/game.zip');
  expect(ended).toMatchObject({ code: 0, err: '' });
  expect(ended.out).toMatch(/^out\/game\.html: \d+ KB\nout\/game\.zip: \d+ KB\n$/u);
  const failures: string[] = [];
  page.on('pageerror', ({ message }) => failures.push(message));
  page.on('request', (request) => {
    if (/^(https?|wss?):/u.test(request.url())) failures.push(`asks for ${request.url()}`);
  });
  await page.goto(pathToFileURL(shell.at('out/game.html')).href);
  // Every frame of the running game differs from the last one: the lift moves.
  const picture = () => page.screenshot().then((bytes) => bytes.toString('base64'));
  const before = await picture();
  await expect.poll(picture).not.toBe(before);
  expect(failures).toEqual([]);

  const denied = await shell.run('export', sample, '--html', 'out/game.zip/game.html');
  expect(denied).toMatchObject({ code: 1, out: '' });
  expect(denied.err.trim().split('\n')).toHaveLength(1);
});

test('serve says where it is ready, keeps to its port, and ends when it is asked to', async ({
  shell,
  page,
}) => {
  const child = start(['serve', '--port', '0', '--data', 'store'], shell.folder);
  try {
    let out = '';
    child.stdout!.on('data', (chunk) => (out += chunk));
    await expect.poll(() => out).toMatch(/^Perigee is ready: http:\/\/localhost:\d+/u);
    const url = /http:\S+/u.exec(out)![0];
    await page.goto(url);
    await expect(page.getByRole('button', { name: 'New project' })).toBeVisible();
    expect(await readdir(shell.folder)).toContain('store');

    const second = await shell.run('serve', '--port', new URL(url).port, '--data', 'other');
    expect(second).toMatchObject({ code: 1, out: '' });
    expect(second.err).toMatch(/port \d+ .*(in use|taken)/iu);
    expect(second.err.trim().split('\n')).toHaveLength(1);
  } finally {
    child.kill('SIGTERM');
    if (child.exitCode === null) await once(child, 'exit');
  }
  expect(child.exitCode).toBe(0);
});
