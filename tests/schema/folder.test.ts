import { deepStrictEqual } from 'node:assert';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sha256Hex } from '../../src/lib/base/sha256.ts';
import { blankEntity, blankProject, blankScene } from '../../src/lib/schema/blank.ts';
import { isSafePath } from '../../src/lib/schema/folder-names.ts';
import { inspectFolder, readFolder } from '../../src/lib/schema/folder-read.ts';
import { writeFolder } from '../../src/lib/schema/folder-write.ts';
import type { ProjectData } from '../../src/lib/schema/project.ts';
import { checkProject } from '../../src/lib/schema/validate.ts';
import { arbitraryProject, folderText } from './arbitrary-project.ts';

const text = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes);
const folder = (files: Record<string, string>) =>
  new Map(Object.entries(files).map(([path, content]) => [path, new TextEncoder().encode(content)]));
const none = () => undefined;

describe('project folders', () => {
  it('any project is read back as it was written, and written again byte for byte', () => {
    fc.assert(
      fc.property(arbitraryProject, ({ project, files }) => {
        expect(checkProject(project).filter(({ severity }) => severity === 'error')).toEqual([]);
        const written = writeFolder(project, (sha) => files.get(sha));
        const read = readFolder(written);
        if (!read.ok) throw new Error(JSON.stringify(read.error));
        // Far quicker than expect on thousands of tiles.
        deepStrictEqual(read.value.project, project);
        const again = writeFolder(read.value.project, (sha) => read.value.files.get(sha));
        expect(folderText(again)).toEqual(folderText(written));
      }),
      { numRuns: 40 },
    );
  }, 60_000);

  it('every path is safe on every system, and no two differ only in case', () => {
    fc.assert(
      fc.property(arbitraryProject, ({ project, files }) => {
        const paths = [...writeFolder(project, (sha) => files.get(sha)).keys()];
        expect(paths.filter((path) => !isSafePath(path))).toEqual([]);
        expect(new Set(paths.map((path) => path.toLowerCase())).size).toBe(paths.length);
      }),
      { numRuns: 50 },
    );
  }, 60_000);

  it('is the text that people expect to see in git', () => {
    const content = new TextEncoder().encode('boing');
    const project: ProjectData = {
      ...blankProject('Moon Hopper', () => 's1'),
      scripts: { 'behavior/hero.lua': 'return {}\n' },
      assets: { a1: { name: 'jump.wav', kind: 'sound', sha256: sha256Hex(content), size: 5, meta: {} } },
      scenes: {
        s1: blankScene({
          name: 'Level 1',
          layers: { l1: { name: 'Objects', order: 'a0', visible: true, locked: false, parallax: 1 } },
          entities: {
            box: blankEntity({ name: 'Box', parent: 'hero', order: 'a1', layer: 'l1' }),
            hero: blankEntity({
              name: 'Hero',
              layer: 'l1',
              tags: ['player'],
              components: {
                'Script:hero': { properties: { speed: 80, name: 'x' }, script: 'behavior/hero.lua' },
                Transform: { size: [20, 40], position: [1.5, -2] },
              },
            }),
          },
        }),
      },
    };
    const files = writeFolder(project, () => content);
    expect([...files.keys()]).toEqual([
      'assets/jump.wav',
      'behavior/hero.lua',
      'project.yaml',
      'scenes/level-1.yaml',
    ]);
    expect(text(files.get('project.yaml'))).toMatchInlineSnapshot(`
      "perigee: 1
      name: Moon Hopper
      settings:
        size: [960, 540]
        gravity: [0, 1200]
        seed: 1
        background: "#0b0e14"
        pixelsPerMetre: 32
      assets:
        a1:
          name: jump.wav
          kind: sound
      "
    `);
    expect(text(files.get('scenes/level-1.yaml'))).toMatchInlineSnapshot(`
      "id: s1
      name: Level 1
      order: a0
      layers:
        l1:
          name: Objects
          order: a0
      entities:
        hero:
          name: Hero
          order: a0
          layer: l1
          tags: [player]
          components:
            Transform:
              position: [1.5, -2]
              size: [20, 40]
            Script:hero:
              script: behavior/hero.lua
              properties:
                name: x
                speed: 80
        box:
          name: Box
          parent: hero
          order: a1
          layer: l1
      "
    `);
  });

  it('a folder written by hand may leave out what has a default', () => {
    const read = inspectFolder(
      folder({
        'project.yaml': 'perigee: 1\nname: Mine\n',
        'scenes/a.yaml':
          'id: s\nname: A\nlayers:\n  l: { name: Objects }\nentities:\n  b:\n    name: B\n  a:\n    name: A\n    layer: l\n    components:\n      Transform:\n',
      }),
    );
    expect(read.errors).toEqual([]);
    expect(read.warnings).toEqual([]);
    const scene = read.bundle!.project.scenes.s!;
    expect(scene.entities.b!.order < scene.entities.a!.order).toBe(true);
  });

  it.each<
    [what: string, files: Record<string, string>, file: string, line: number | undefined, message: RegExp]
  >([
    ['broken YAML', { 'scenes/a.yaml': 'id: s\nname: [A\norder: a0\n' }, 'scenes/a.yaml', 3, /YAML/],
    ['the same key twice', { 'scenes/a.yaml': 'id: s\nname: A\nname: B\n' }, 'scenes/a.yaml', 3, /unique/],
    [
      'a merge conflict',
      { 'scenes/a.yaml': 'id: s\n<<<<<<< ours\nname: A\n=======\n' },
      'scenes/a.yaml',
      2,
      /./,
    ],
    [
      'a wrong type',
      {
        'scenes/a.yaml':
          'id: s\nname: A\norder: a0\nentities:\n  e:\n    name: E\n    components:\n      Shape:\n        strokeWidth: wide\n',
      },
      'scenes/a.yaml',
      9,
      /entities\.e\.Shape\.strokeWidth: must be a number from 0 to 100, is "wide"/,
    ],
    [
      'a value out of range',
      {
        'scenes/a.yaml':
          'id: s\nname: A\nentities:\n  e:\n    name: E\n    components:\n      Text:\n        alpha: 2\n',
      },
      'scenes/a.yaml',
      8,
      /from 0 to 1, is 2/,
    ],
    [
      'tiles that are no numbers',
      {
        'scenes/a.yaml':
          'id: s\nname: A\nentities:\n  e:\n    name: E\n    components:\n      Tilemap:\n        tiles:\n          origin: [0, 0]\n          rows:\n            - 1,x\n',
      },
      'scenes/a.yaml',
      8,
      /row 1: "x" is no tile number/,
    ],
    [
      'an id used twice',
      { 'scenes/a.yaml': 'id: s\nname: A\n', 'scenes/b.yaml': 'id: s\nname: B\n' },
      'scenes/b.yaml',
      1,
      /also the id of scenes\/a\.yaml/,
    ],
    [
      'an asset without its file',
      { 'project.yaml': 'perigee: 1\nname: x\nassets:\n  a:\n    name: hero.png\n' },
      'project.yaml',
      4,
      /no file "assets\/hero\.png"/,
    ],
    ['no format number', { 'project.yaml': 'name: x\n' }, 'project.yaml', 1, /write "perigee: 1"/],
    ['a newer format', { 'project.yaml': 'perigee: 9\nname: x\n' }, 'project.yaml', 1, /newer Perigee/],
    [
      'a word it does not know',
      { 'project.yaml': 'perigee: 1\nname: x\nsetings: {}\n' },
      'project.yaml',
      3,
      /setings/,
    ],
    [
      'a bomb of aliases',
      { 'project.yaml': 'perigee: 1\nname: &a x\nsettings: *a\n' },
      'project.yaml',
      3,
      /write the value out/,
    ],
  ])('refuses %s at its line', (_, files, file, line, message) => {
    const report = inspectFolder(folder({ 'project.yaml': 'perigee: 1\nname: x\n', ...files }));
    expect(report.bundle).toBeNull();
    expect(report.errors[0]).toMatchObject({ file, line });
    expect(report.errors[0]!.message).toMatch(message);
  });

  it('refuses a folder without project.yaml and text that is not UTF-8', () => {
    expect(readFolder(new Map())).toMatchObject({ ok: false, error: { file: 'project.yaml' } });
    const files = folder({ 'project.yaml': 'perigee: 1\nname: x\n' });
    files.set('behavior/a.lua', Uint8Array.of(0xff, 0xfe));
    expect(readFolder(files)).toMatchObject({ ok: false, error: { file: 'behavior/a.lua' } });
  });

  it('warns of unknown components, missing scripts and files that nothing names, and keeps them', () => {
    const report = inspectFolder(
      folder({
        'project.yaml': 'perigee: 1\nname: x\n',
        'assets/lost.png': 'x',
        'scenes/a.yaml':
          'id: s\nname: A\nentities:\n  e:\n    name: E\n    components:\n      Sprit:\n        a: 1\n      Script:hero:\n        script: behavior/hero.lua\n      Sprite:\n        asset: a9\n',
      }),
    );
    expect(report.errors).toEqual([]);
    expect(report.warnings.map(({ file, line, message }) => `${file}:${line}: ${message}`))
      .toMatchInlineSnapshot(`
      [
        "scenes/a.yaml:7: entities.e.Sprit: is a component that this version does not know.",
        "scenes/a.yaml:10: entities.e.Script:hero.script: there is no script "behavior/hero.lua".",
        "scenes/a.yaml:12: entities.e.Sprite.asset: there is no asset "a9".",
        "assets/lost.png:undefined: project.yaml does not list this file among its assets; it is not used.",
      ]
    `);
    expect(report.bundle!.project.scenes.s!.entities.e!.components.Sprit).toEqual({ a: 1 });
  });

  it('any bytes in any file give a report, never an exception', () => {
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.constantFrom(
            'project.yaml',
            'scenes/a.yaml',
            'prefabs/b.yaml',
            'tilesets/c.yaml',
            'behavior/d.lua',
          ),
          fc.oneof(
            fc.string({ unit: 'binary' }),
            fc.json().map((json) => json),
          ),
        ),
        (files) => {
          const report = inspectFolder(folder({ 'project.yaml': 'perigee: 1\nname: x\n', ...files }));
          expect(report.bundle === null).toBe(report.errors.length > 0);
        },
      ),
    );
  });

  it('says which asset has no content', () => {
    const project: ProjectData = {
      ...blankProject('x'),
      assets: { a: { name: 'hero.png', kind: 'image', sha256: '0'.repeat(64), size: 1, meta: {} } },
    };
    expect(() => writeFolder(project, none)).toThrow(/hero\.png/);
  });
});
