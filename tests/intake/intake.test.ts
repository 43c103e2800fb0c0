import { zipSync } from 'fflate';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { importAsProject, importFiles } from '../../src/lib/import/import-files.ts';
import { takeIn } from '../../src/lib/import/intake.ts';
import { blankProject } from '../../src/lib/schema/blank.ts';
import { writeFolder } from '../../src/lib/schema/folder-write.ts';
import { zip } from '../../src/lib/import/unzip.ts';
import { bytesOf, four, png, tmx } from '../import/support.ts';

const junk = Uint8Array.of(0, 1, 2, 3, 250, 251, 252);
const good = tmx(
  '<layer id="1" name="Ground" width="4" height="2"><data encoding="csv">1,2,3,4,0,0,0,0</data></layer>',
);
const wav = bytesOf('RIFF\u0004\u0000\u0000\u0000WAVEfmt ');

const take = (files: Iterable<readonly [string, Uint8Array]>) => takeIn(new Map(files));
const names = ({ addition }: Awaited<ReturnType<typeof take>>) =>
  Object.values(addition.assets ?? {})
    .map(({ name, kind }) => `${kind} ${name}`)
    .sort();

describe('files that came together', () => {
  it('are sorted by what they are; what cannot be taken is refused on its own', async () => {
    const intake = await take([
      ['art/hero.png', png(8, 6)],
      ['sounds/jump', wav],
      ['read.me', bytesOf('hello')],
      ['enemy.lua', bytesOf('-- hi')],
      ['broken.png', junk],
      ['empty.png', new Uint8Array()],
      ['giant.png', png(16384, 16000)],
      ['page.html', bytesOf('<html>')],
      ['strange.bin', junk],
      ['maps/level.tmx', bytesOf(good)],
      ['maps/four.png', four()[1]],
      ['.DS_Store', junk],
    ]);
    expect(names(intake)).toEqual(['data read.me', 'image four.png', 'image hero.png', 'sound jump.wav']);
    expect(intake.loose).toHaveLength(3);
    expect(Object.keys(intake.addition.scripts!)).toEqual(['behavior/enemy.lua']);
    expect(Object.values(intake.addition.scenes!).map(({ name }) => name)).toEqual(['level']);
    expect(intake.name).toBe('level');
    expect(Object.fromEntries(intake.refused.map(({ file, message }) => [file, message]))).toEqual({
      'broken.png': expect.stringMatching(/not an image/),
      'empty.png': expect.stringMatching(/empty/),
      'giant.png': expect.stringMatching(/16384 x 16000 px; at most 64 million/),
      'page.html': expect.stringMatching(/web pages/),
      'strange.bin': expect.stringMatching(/no known kind/),
    });
  });

  it('are named by what they are, not by what they are called', async () => {
    const svg = bytesOf('<?xml version="1.0"?>\n<!-- x --><svg viewBox="0 0 20 10" width="40"></svg>');
    const intake = await take([
      ['photo.jpg', png(3, 4)],
      ['picture.txt', svg],
    ]);
    expect(names(intake)).toEqual(['image photo.png', 'image picture.txt.svg']);
    expect(Object.values(intake.addition.assets!).map(({ meta }) => meta)).toEqual([
      { width: 3, height: 4 },
      { width: 40, height: 20 },
    ]);
  });

  it('zips open among other files, a broken one does not stop them, a zip within stays shut', async () => {
    const pack = zipSync({ 'a/one.png': png(1, 1), 'inner.zip': zipSync({ 'x.png': png(1, 1) }) });
    const intake = await take([
      ['pack.zip', pack],
      ['bad.zip', bytesOf('PK\u0003\u0004junk')],
      ['two.png', png(2, 2)],
    ]);
    expect(names(intake)).toEqual(['image one.png', 'image two.png']);
    expect(intake.refused.map(({ file, message }) => `${file}: ${message}`)).toEqual([
      expect.stringMatching(/^pack\.zip\/inner\.zip: A zip within a zip/),
      expect.stringMatching(/^bad\.zip: .*damaged/),
    ]);
  });

  it('a map that is refused keeps out what only it names, and nothing else', async () => {
    const intake = await take([
      ['bad.tmx', bytesOf(tmx('<layer/>').replace('</map>', ''))],
      four(),
      ['good.tmx', bytesOf(good.replaceAll('four.png', 'other.png'))],
      ['other.png', png(64, 16)],
      ['hero.png', png(8, 8)],
    ]);
    expect(intake.refused).toEqual([
      { file: 'bad.tmx', line: expect.any(Number), message: expect.stringMatching(/XML/) },
    ]);
    expect(names(intake)).toEqual(['image hero.png', 'image other.png']);
    expect(Object.keys(intake.addition.scenes!)).toHaveLength(1);
    // Nobody is told that what was refused is imported.
    expect(intake.name).toBe('good');
    const world = JSON.stringify({ type: 'world', maps: [{ fileName: 'good.tmx', x: 0, y: 0 }] });
    const files: [string, Uint8Array][] = [
      ['good.tmx', bytesOf(good)],
      four(),
      ['land.world', bytesOf(world)],
    ];
    expect((await take(files)).name).toBe('land');
  });

  it('a tileset that only refused maps name stays out with them; one that a good map shares comes in', async () => {
    const tsx = (image: string) =>
      bytesOf(
        `<tileset name="${image}" tilewidth="16" tileheight="16"><image source="${image}.png" width="64" height="16"/></tileset>`,
      );
    const map = (...tilesets: string[]) =>
      `<?xml version="1.0"?><map orientation="orthogonal" width="1" height="1" tilewidth="16" tileheight="16">${tilesets
        .map((name, at) => `<tileset firstgid="${1 + at * 100}" source="${name}.tsx"/>`)
        .join('')}</map>`;
    const intake = await take([
      ['bad.tmx', bytesOf(`${map('own', 'both')}<`)],
      ['good.tmx', bytesOf(map('both'))],
      ...['own', 'both'].flatMap((name): [string, Uint8Array][] => [
        [`${name}.tsx`, tsx(name)],
        [`${name}.png`, png(64, 16)],
      ]),
    ]);
    expect(names(intake)).toEqual(['image both.png']);
    expect(Object.values(intake.addition.tilesets!).map(({ name }) => name)).toEqual(['both']);
    expect(intake.refused.map(({ file }) => file)).toEqual(['bad.tmx']);
    expect(intake.begun.map(({ file, problem }) => [file, problem === null]).sort()).toEqual([
      ['bad.tmx', false],
      ['both.tsx', true],
      ['good.tmx', true],
    ]);
  });

  it('the same file in two folders is one asset; another one of that name gets a name of its own', async () => {
    const intake = await take([
      ['a/x.png', png(1, 1)],
      ['b/x.png', png(1, 1)],
      ['c/x.png', png(2, 2)],
    ]);
    expect(names(intake)).toEqual(['image x-2.png', 'image x.png']);
  });

  it('pictures alone make a project with a scene to start in', async () => {
    const made = await importAsProject(new Map([['x.png', png(1, 1)]]));
    expect(made.ok && Object.keys(made.value.project.scenes)).toHaveLength(1);
  });

  it('a project goes alone: beside other files it is refused and they go on', async () => {
    const folder = writeFolder(
      blankProject('Game', () => 's'),
      () => undefined,
    );
    const alone = await importFiles(new Map([['game.zip', zip(folder)]]));
    expect(alone).toMatchObject({ ok: true, value: { kind: 'project' } });
    const beside = await take([
      ['game.zip', zip(folder)],
      ['x.png', png(1, 1)],
    ]);
    expect(names(beside)).toEqual(['image x.png']);
    expect(beside.refused).toEqual([
      { file: 'game/project.yaml', message: expect.stringMatching(/whole Perigee project/) },
    ]);
  });

  it('every file is either taken or refused, whatever it is', async () => {
    const content = fc.oneof(
      fc.uint8Array({ maxLength: 40 }),
      fc.string().map(bytesOf),
      fc.constantFrom(png(2, 2), wav, bytesOf(good), junk, zipSync({ a: junk })),
    );
    const name = fc
      .tuple(
        fc.stringMatching(/^[a-z]{1,3}$/),
        fc.constantFrom('', '.png', '.tmx', '.zip', '.lua', '.tsx', '.svg'),
      )
      .map((parts) => parts.join(''));
    await fc.assert(
      fc.asyncProperty(fc.dictionary(name, content, { maxKeys: 5 }), async (files) => {
        const intake = await take(Object.entries(files));
        const refused = new Set(intake.refused.map(({ file }) => file?.split('/')[0]));
        if (intake.project || intake.refused.some(({ file }) => file?.endsWith('.tmx'))) return;
        const taken =
          Object.keys(intake.addition.assets ?? {}).length +
          Object.keys(intake.addition.scripts ?? {}).length +
          Object.keys(intake.addition.scenes ?? {}).length;
        expect(taken + refused.size > 0).toBe(Object.keys(files).length > 0);
        for (const { sha256 } of Object.values(intake.addition.assets ?? {}))
          expect(intake.addition.files.has(sha256)).toBe(true);
      }),
      { numRuns: 100 },
    );
  });
});
