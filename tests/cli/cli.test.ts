import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { main } from '../../src/lib/cli/main.ts';
import { layer, level, outdoor, project, tile } from '../import/ldtk-files.ts';
import { bytesOf, four, sharedTiled, tmx } from '../import/support.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'perigee-cli-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Runs the command line and keeps what it writes; paths in the temporary folder are shown as `~`. */
async function run(...argv: string[]) {
  const lines = { out: '', err: '' };
  const keep = (stream: 'out' | 'err') => (text: string) => {
    lines[stream] += `${text.replaceAll(folder, '~')}\n`;
  };
  const code = await main(argv, { out: keep('out'), err: keep('err') });
  expect(lines.err).not.toMatch(/^\s+at .*:\d+/m);
  return { code, ...lines };
}

async function write(files: Record<string, string | Uint8Array>): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
}

const at = (path: string) => join(folder, path);
const ground =
  '<layer name="Ground" width="4" height="2"><data encoding="csv">1,2,3,4,0,0,0,0</data></layer>';
const map = { 'maps/level.tmx': tmx(ground), 'maps/four.png': four()[1] };

describe('perigee', () => {
  it('says what it can do, and its version', async () => {
    const help = await run('--help');
    expect(help.code).toBe(0);
    for (const name of ['import', 'validate', 'simulate', 'export', 'serve']) {
      expect(help.out).toContain(`  ${name}`);
      expect(await run(name, '--help')).toMatchObject({
        code: 0,
        out: expect.stringContaining(`Usage: perigee ${name}`),
      });
    }
    expect(await run('--version')).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
    });
    expect(await run()).toMatchObject({ code: 2, out: '' });
  });

  it.each<[argv: string[], message: RegExp]>([
    [['fly'], /no command "fly"/],
    [['import'], /Name the files/],
    [['import', 'a.tmx'], /--out DIR/],
    [['validate'], /Name the project folder/],
    [['validate', 'a', 'b'], /One argument too many: "b"/],
    [['validate', 'a', '--fast'], /Unknown option '--fast'/],
  ])('%j is refused in one line', async (argv, message) => {
    const { code, out, err } = await run(...argv);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err.trim().split('\n').length).toBe(1);
    expect(err).toMatch(message);
  });
});

describe('perigee import', () => {
  it('makes a project of a map, finding what it names beside it', async () => {
    await write(map);
    expect(await run('import', at('maps/level.tmx'), '--out', at('game'))).toEqual({
      code: 0,
      out: '~/game: 1 scene, 1 tileset, 1 asset\n',
      err: '',
    });
    expect((await readdir(at('game'))).sort()).toEqual(['assets', 'project.yaml', 'scenes', 'tilesets']);
    expect(await readFile(at('game/scenes/level.yaml'), 'utf8')).toContain('1,2,3,4');
    expect(await run('validate', at('game'))).toMatchObject({ code: 0, err: '' });
  });

  it('runs automapping rules on the maps first', async () => {
    const rule = tmx(
      `<layer name="input_Ground" width="4" height="2"><data encoding="csv">1,2,0,0,0,0,0,0</data></layer>
      <layer name="output_Ground" width="4" height="2"><data encoding="csv">4,4,0,0,0,0,0,0</data></layer>`,
    );
    await write({ ...map, 'rules/rules.txt': '# ground\nturn.tmx\n', 'rules/turn.tmx': rule });
    const rules = ['--rules', at('rules/rules.txt')];
    expect(await run('import', at('maps/level.tmx'), ...rules, '--out', at('game'))).toMatchObject({
      code: 0,
      err: '',
    });
    expect(await readFile(at('game/scenes/level.yaml'), 'utf8')).toContain('4,4,3,4');
    const lost = ['--rules', at('rules/lost.txt')];
    expect((await run('import', at('maps/level.tmx'), ...lost, '--out', at('other'))).code).toBe(2);
  });

  it('finds what worlds, projects, maps, tilesets and templates of Tiled name, as JSON too', async () => {
    const tsj = {
      ...{ type: 'tileset', name: 'four', tilewidth: 16, tileheight: 16, tilecount: 4, columns: 4 },
      ...{ image: '../art/four.png', imagewidth: 64, imageheight: 16 },
    };
    const tmj = {
      ...{ type: 'map', orientation: 'orthogonal', width: 1, height: 1, tilewidth: 16, tileheight: 16 },
      tilesets: [{ firstgid: 1, source: '../sets/four.tsj' }],
      layers: [
        { type: 'objectgroup', name: 'o', objects: [{ id: 1, x: 0, y: 16, template: '../sets/coin.tj' }] },
      ],
    };
    const coin = {
      type: 'template',
      tileset: { firstgid: 1, source: 'four.tsj' },
      object: { name: 'coin', gid: 2, width: 16, height: 16 },
    };
    const [, png] = four();
    await write({
      'all.world': JSON.stringify({
        maps: [{ fileName: 'maps/one.tmj', x: 32, y: 0 }],
        patterns: [{ regexp: 'room-(\\d+)-(\\d+)\\.tmx', multiplierX: 64, multiplierY: 32 }],
        type: 'world',
      }),
      'game.tiled-project': JSON.stringify({ folders: ['maps'], propertyTypes: [] }),
      'maps/one.tmj': JSON.stringify(tmj),
      'room-1-0.tmx': tmx(''),
      'other.tmx': tmx(''),
      'four.png': png,
      'sets/four.tsj': JSON.stringify(tsj),
      'sets/coin.tj': JSON.stringify(coin),
      'art/four.png': png,
    });
    expect(await run('import', at('all.world'), '--out', at('game'))).toMatchObject({ code: 0 });
    expect((await readdir(at('game/scenes'))).sort()).toEqual(['one.yaml', 'room-1-0.yaml']);
    expect(await readFile(at('game/scenes/one.yaml'), 'utf8')).toContain('coin');
    const together = await run('import', at('all.world'), '--one-scene', '--out', at('joined'));
    expect(together).toMatchObject({ code: 0 });
    expect(await readdir(at('joined/scenes'))).toEqual(['all.yaml']);
    expect(await run('import', at('game.tiled-project'), '--out', at('whole'))).toMatchObject({ code: 0 });
    expect(await readdir(at('whole/scenes'))).toEqual(['one.yaml']);
  });

  it('adds to a project that is there', async () => {
    await write(map);
    await run('import', at('maps/level.tmx'), '-o', at('game'));
    expect(await run('import', at('maps/level.tmx'), '-o', at('game'))).toMatchObject({
      code: 0,
      out: '~/game: 2 scenes, 2 tilesets, 2 assets\n',
    });
    expect((await readdir(at('game/assets'))).sort()).toEqual(['four-2.png', 'four.png']);
    expect(await run('validate', at('game'))).toMatchObject({ code: 0, err: '' });
  });

  it('refuses with file, line and reason, and writes nothing', async () => {
    await write({
      'a.tmx': tmx(ground),
      'cut.tmx': tmx(ground).slice(0, 120),
      'full/notes.txt': 'mine',
    });
    expect(await run('import', at('a.tmx'), '--out', at('game'))).toMatchObject({
      code: 2,
      out: '',
      err: expect.stringMatching(/^~\/a\.tmx:3: The image "four\.png" is missing .*\n$/),
    });
    expect(await run('import', at('cut.tmx'), '--out', at('game'))).toMatchObject({
      code: 2,
      err: expect.stringMatching(/^~\/cut\.tmx:\d+: The XML is broken/),
    });
    expect(await run('import', at('lost.tmx'), '--out', at('game'))).toMatchObject({
      code: 2,
      err: '~/lost.tmx: There is no such file or folder.\n',
    });
    expect(await readdir(folder)).not.toContain('game');
    await write(map);
    expect(await run('import', at('maps/level.tmx'), '--out', at('full'))).toMatchObject({
      code: 2,
      err: expect.stringContaining('~/full: The folder is not empty'),
    });
    expect(await readdir(at('full'))).toEqual(['notes.txt']);
  });

  it('takes a folder of many maps: one that is broken is told of, and the others come in', async () => {
    const start = level('Start', [layer(2, 'Tiles', 'Ground', { gridTiles: [tile(0, 0, 1)] })]);
    await write({
      ...map,
      'maps/deep/second.tmx': tmx(ground).replace('four.png', '../four.png'),
      'maps/broken.tmx': tmx(ground).slice(0, 150),
      'maps/world.ldtk': JSON.stringify(
        project([start, level('Next', null, { externalRelPath: 'world/Next.ldtkl' })], {
          simplifiedExport: true,
        }),
      ),
      'maps/world/Next.ldtkl': JSON.stringify(level('Next', [])),
      'maps/world/simplified/Start/data.json': '{}',
      'maps/world/tiled/Start.tmx': tmx(ground),
      'maps/art/outdoor.png': outdoor()[1],
    });
    const { code, out, err } = await run(
      'import',
      at('maps'),
      '--out',
      at('game'),
      '--report',
      at('report.json'),
    );
    expect({ code, out }).toEqual({
      code: 1,
      out: '~/game: 4 scenes, 3 tilesets, 2 assets\n3 of 4 files imported, 1 failed.\n',
    });
    expect(err).toMatch(/^1\/3 ~\/maps\/broken\.tmx$/m);
    expect(err).toMatch(/^1\/2 Start$/m);
    expect(err.match(/^~\/maps\/broken\.tmx:\d+: The XML is broken/gm)).toHaveLength(1);
    const report = JSON.parse(await readFile(at('report.json'), 'utf8')) as Record<string, object[]>;
    expect(report.files!.map((each) => (each as { imported: boolean }).imported).sort()).toEqual([
      false,
      true,
      true,
      true,
    ]);
    expect(report.leftOut).toEqual([]);
    expect(report.lines).toContainEqual({
      file: at('maps/world.ldtk'),
      what: 'Layer "Ground" in Start',
      how: 'as it was',
      detail: '',
    });
    expect(await run('validate', at('game'))).toMatchObject({ code: 0, err: '' });
  });

  it('ends with 2 and writes nothing when no map of a folder can be read', async () => {
    await write({ 'maps/a.tmx': '<map>', 'maps/b.ldtk': '{}' });
    const { code, err } = await run('import', at('maps'), '--out', at('game'));
    expect(code).toBe(2);
    expect(err).toMatch(/a\.tmx:1: The XML is broken/);
    expect(err).toMatch(/b\.ldtk: The file is no project of LDtk/);
    expect(await readdir(folder)).not.toContain('game');
  });

  it.skipIf(!sharedTiled())('takes a whole folder of real maps', async () => {
    expect(await run('import', sharedTiled()!, '--out', at('game'))).toMatchObject({
      code: 0,
      out: '~/game: 2 scenes, 2 tilesets, 2 assets\n3 of 3 files imported.\n',
    });
  });
});

describe('perigee validate', () => {
  const head = 'perigee: 1\nname: Game\n';
  const scene = (components: string) =>
    `id: s\nname: A\norder: a0\nentities:\n  e:\n    name: E\n    order: a0\n    components:\n${components}`;

  it.each<[what: string, files: Record<string, string | Uint8Array>, err: RegExp]>([
    ['broken YAML', { 'scenes/a.yaml': 'id: s\nname: [A\n' }, /^~\/game\/scenes\/a\.yaml:3: .*YAML/],
    [
      'an unknown component',
      { 'scenes/a.yaml': scene('      Sprit: {}\n') },
      /^~\/game\/scenes\/a\.yaml:9: .*Sprit.*does not know/,
    ],
    [
      'an unknown field',
      { 'scenes/a.yaml': scene('      Text:\n        colour: red\n') },
      /a\.yaml:10: .*colour is a field|colour: is a field/,
    ],
    [
      'a wrong type',
      { 'scenes/a.yaml': scene('      Text:\n        fontSize: big\n') },
      /a\.yaml:10: .*fontSize: must be a number from 1 to 1000, is "big"/,
    ],
    [
      'a missing script',
      { 'scenes/a.yaml': scene('      Script:\n        script: behavior/x.lua\n') },
      /a\.yaml:10: .*no script "behavior\/x\.lua"/,
    ],
    [
      'a missing asset',
      { 'scenes/a.yaml': scene('      Sprite:\n        asset: hero\n') },
      /a\.yaml:10: .*no asset "hero"/,
    ],
    [
      'a missing asset file',
      { 'project.yaml': `${head}assets:\n  a:\n    name: hero.png\n` },
      /project\.yaml:4: .*no file "assets\/hero\.png"/,
    ],
    [
      'a script that does not compile',
      { 'behavior/a.lua': 'local a = {}\nfunction a.b(\nreturn a\n' },
      /^~\/game\/behavior\/a\.lua:3: /,
    ],
    ['a script that is no text', { 'behavior/a.lua': Uint8Array.of(0xff) }, /a\.lua: .*UTF-8/],
  ])('names %s', async (_, files, err) => {
    await write(
      Object.fromEntries(
        Object.entries({ 'project.yaml': head, ...files }).map(([path, text]) => [`game/${path}`, text]),
      ),
    );
    const result = await run('validate', at('game'));
    expect(result).toMatchObject({ code: 2, out: '', err: expect.stringMatching(err) });
    expect(result.err.trim().split('\n').length).toBe(1);
  });

  it('names a folder that is not there, and one that is no project', async () => {
    expect(await run('validate', at('lost'))).toMatchObject({
      code: 2,
      err: '~/lost: There is no such file or folder.\n',
    });
    await write({ 'other/a.txt': bytesOf('x') });
    expect(await run('validate', at('other'))).toMatchObject({
      code: 2,
      err: expect.stringMatching(/^~\/other\/project\.yaml: There is no such file/),
    });
  });
});

describe('perigee export', () => {
  it('writes scenes as maps of Tiled, which come back as they were', async () => {
    await write(map);
    await run('import', at('maps/level.tmx'), '--out', at('tiled'));
    const made = await run('export', at('tiled'), '--tmj', at('maps-out'));
    expect(made).toMatchObject({ code: 0, err: '' });
    const text = await readFile(at('maps-out/level.tmj'), 'utf8');
    expect(JSON.parse(text)).toMatchObject({ layers: [{ name: 'Ground', data: [1, 2, 3, 4, 0, 0, 0, 0] }] });
    expect((await run('import', at('maps-out/level.tmj'), '--out', at('again'))).code).toBe(0);
  });

  it('says what is missing', async () => {
    await write({ 'game/project.yaml': 'perigee: 1\nname: Game\n' });
    expect(await run('export', at('game'))).toMatchObject({
      code: 2,
      err: expect.stringContaining('--html FILE'),
    });
    expect(await run('export', at('game'), '--html', at('a.html'))).toMatchObject({
      code: 2,
      err: expect.stringContaining('no scene'),
    });
  });
});

describe('perigee simulate', () => {
  /** A box that moves by the keys, and by chance. */
  const game = (script: string) => ({
    'game/project.yaml': 'perigee: 1\nname: Game\n',
    'game/behavior/box.lua': `local box = {}\n${script}\nreturn box\n`,
    'game/scenes/a.yaml':
      'id: s\nname: A\nentities:\n  e:\n    name: E\n    components:\n      Script:box:\n        script: behavior/box.lua\n',
  });
  const walk =
    'function box.on_update(e, dt) if ams.is_key_down("ArrowRight") then e.x = e.x + ams.random_range(1, 2) end end';

  it('gives one hash for one seed and input, and another for others', async () => {
    await write({ ...game(walk), 'right.json': '{ "ticks": [[0, ["ArrowRight"]], [30, []]] }' });
    const hash = async (...more: string[]) => {
      const { code, out, err } = await run('simulate', at('game'), '--ticks', '60', '--hash', ...more);
      expect({ code, err }).toEqual({ code: 0, err: '' });
      expect(out).toMatch(/^[0-9a-f]{16}\n$/);
      return out;
    };
    const moved = await hash('--inputs', at('right.json'), '--seed', '7');
    expect(await hash('--inputs', at('right.json'), '--seed', '7')).toBe(moved);
    expect(await hash('--inputs', at('right.json'), '--seed', '8')).not.toBe(moved);
    expect(await hash('--seed', '7')).not.toBe(moved);
    expect(await run('simulate', at('game'), '--ticks', '5')).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^5 ticks, playing, score 0, hash [0-9a-f]{16}\n$/),
    });
  });

  it.each<[what: string, script: string, err: RegExp]>([
    ['does not compile', 'function box.on_update(', /^~\/game\/behavior\/box\.lua:\d+: /],
    [
      'fails at the start',
      'function box.on_spawn(e) error("no") end',
      /^~\/game\/behavior\/box\.lua:2: .*no/,
    ],
    [
      'fails on the way',
      'function box.on_update(e)\n  local x = nil + 1\nend',
      /^~\/game\/behavior\/box\.lua:3: /,
    ],
  ])('ends with 1 and the line of a script that %s', async (_, script, err) => {
    await write(game(script));
    const result = await run('simulate', at('game'), '--ticks', '10', '--hash');
    expect(result).toMatchObject({ code: 1, out: '', err: expect.stringMatching(err) });
    expect(result.err.trim().split('\n').length).toBe(1);
  });

  it('refuses bad arguments and bad recordings', async () => {
    await write({ ...game(walk), 'bad.json': '[0, []]\n[0, []]\n' });
    const cases: [argv: string[], err: RegExp][] = [
      [[], /--ticks N/],
      [['--ticks', 'ten'], /--ticks must be a whole number/],
      [['--ticks', '-1'], /--ticks|ambiguous/],
      [['--ticks', '1', '--scene', 'Z'], /no scene "Z"/],
      [['--ticks', '1', '--inputs', at('bad.json')], /^~\/bad\.json:2: .*larger than 0/],
      [['--ticks', '1', '--inputs', at('lost.json')], /^~\/lost\.json: There is no such file/],
    ];
    for (const [argv, err] of cases)
      expect(await run('simulate', at('game'), ...argv)).toMatchObject({
        code: 2,
        out: '',
        err: expect.stringMatching(err),
      });
  });
});
