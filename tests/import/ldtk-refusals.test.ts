import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { importFiles } from '../../src/lib/import/import-files.ts';
import { importLdtk } from '../../src/lib/import/ldtk/import-ldtk.ts';
import { projectOf } from '../../src/lib/schema/addition.ts';
import { checkProject } from '../../src/lib/schema/validate.ts';
import { bytesOf, png } from './support.ts';
import {
  anyProject,
  defs,
  entity,
  field,
  importJson,
  jsonBytes,
  layer,
  level,
  outdoor,
  project,
  tile,
  tilesetDef,
} from './ldtk-files.ts';

const ground = (more: Record<string, unknown>) => project([level('A', [layer(2, 'Tiles', 'Ground', more)])]);

/** Whatever comes in, a good project goes out or one message that names the file. */
function expectHonest(result: ReturnType<typeof importLdtk>): void {
  if (result.ok)
    expect(
      checkProject(projectOf('x', result.value).project).filter(({ severity }) => severity === 'error'),
    ).toEqual([]);
  else {
    expect(result.error.file).toMatch(/\.ldtkl?$|\.png$/);
    expect(result.error.message).toMatch(/\.$/);
    expect(result.error.message).not.toMatch(/undefined|NaN|TypeError|cannot be read; open/);
  }
}

describe('projects of LDtk that are refused, with one message that names the place', () => {
  it.each<[what: string, value: unknown, message: RegExp]>([
    ['other JSON', { a: 1 }, /no project of LDtk/],
    ['a list', [], /no project of LDtk/],
    ['no version', project([], { jsonVersion: 'new' }), /jsonVersion: "new" is no version/],
    ['an unknown layout', project([], { worldLayout: 'Spiral' }), /worldLayout: "Spiral"/],
    ['levels that are no list', project([], { levels: 3 }), /levels: A list is needed/],
    ['a level without a size', project([level('A', [], { pxWid: null })]), /levels\[0\]\.pxWid: A number/],
    ['an unknown kind of layer', project([level('A', [layer(2, 'Mesh', 'Ground')])]), /__type: "Mesh"/],
    ['a giant layer', ground({ __cWid: 1 << 20, __cHei: 1 << 20 }), /more than \d+ cells/],
    [
      'a tile nowhere',
      ground({ gridTiles: [tile(0, 0, 0, { px: [1] })] }),
      /gridTiles\[0\]\.px: Two numbers/,
    ],
    [
      'too few values of an int grid',
      project([level('A', [layer(1, 'IntGrid', 'Walls', { intGridCsv: [1, 2] })])]),
      /12 cells, but 2 values/,
    ],
    [
      'a text in an int grid',
      project([level('A', [layer(1, 'IntGrid', 'Walls', { intGridCsv: new Array(12).fill('x') })])]),
      /Value 1 is no whole number/,
    ],
    [
      'a point without numbers',
      project([
        level('A', [
          layer(3, 'Entities', 'Things', {
            entityInstances: [entity(20, 'Hero', { fieldInstances: [field('spot', 'Point', { cx: 'a' })] })],
          }),
        ]),
      ]),
      /fieldInstances\[0\]\.__value\.cx: A number/,
    ],
    ['no colour', project([level('A', [], { __bgColor: 'red' })]), /__bgColor: A colour/],
    [
      'an image that is missing',
      project([level('A', [layer(2, 'Tiles', 'Ground', { gridTiles: [tile(0, 0, 0)] })])], {
        defs: defs({ tilesets: [tilesetDef({ relPath: 'gone/sheet.png' })] }),
      }),
      /image "sheet\.png" is missing \(wanted as "gone\/sheet\.png"\)/,
    ],
  ])('%s', (_, value, message) => {
    const result = importJson(value);
    expect(result).toMatchObject({ ok: false, error: { file: 'world.ldtk' } });
    if (!result.ok) expect(result.error.message).toMatch(message);
  });

  it('broken JSON, with the line', () => {
    const text = JSON.stringify(project([level('A', [])]), null, 1);
    const result = importLdtk(new Map([['a.ldtk', bytesOf(text.slice(0, 200))]]));
    expect(result).toMatchObject({ ok: false, error: { file: 'a.ldtk' } });
    if (!result.ok) expect(result.error.line).toBeGreaterThan(1);
    expectHonest(importLdtk(new Map([['a.ldtk', Uint8Array.of(0xff, 0xfe, 0)]])));
  });

  it('a level file alone says what is missing', async () => {
    const result = await importFiles(new Map([['A.ldtkl', jsonBytes(level('A', []))]]));
    expect(result).toMatchObject({
      ok: false,
      error: { message: expect.stringMatching(/together with the project \(\.ldtk\)/) as string },
    });
  });

  it('an image that is none', () => {
    expectHonest(importJson(ground({ gridTiles: [tile(0, 0, 0)] }), [['art/outdoor.png', bytesOf('no')]]));
  });
});

describe('any project of LDtk', () => {
  it('imports as a good project, or is refused with a reason', () => {
    let good = 0;
    fc.assert(
      fc.property(anyProject, (value) => {
        const result = importJson(value);
        expectHonest(result);
        if (result.ok) good++;
      }),
      { numRuns: 80 },
    );
    expect(good).toBeGreaterThan(40);
  });

  it('with any one value replaced by another does, too', () => {
    fc.assert(
      fc.property(
        anyProject,
        fc.nat(),
        fc.oneof(fc.anything({ maxDepth: 1 }), fc.constantFrom(null, -1, 1e12, '', [], {}, '__proto__')),
        (value, at, other) =>
          expectHonest(importJson(replaced(JSON.parse(JSON.stringify(value)), at, other))),
      ),
      { numRuns: 150 },
    );
  });

  it('cut off at every 997th byte is refused with a reason', () => {
    const value = project(
      Array.from({ length: 4 }, (_, at) =>
        level(`L${at}`, [
          layer(1, 'IntGrid', 'Walls', { intGridCsv: new Array(12).fill(at) }),
          layer(2, 'Tiles', 'Ground', {
            gridTiles: Array.from({ length: 90 }, (__, t) => tile(t % 64, 0, t % 8)),
          }),
          layer(3, 'Entities', 'Things', { entityInstances: [entity(20, 'Hero'), entity(22, 'Guard')] }),
        ]),
      ),
    );
    const bytes = bytesOf(JSON.stringify(value, null, '\t'));
    expect(bytes.length).toBeGreaterThan(40_000);
    for (let end = 0; end < bytes.length; end += 997) {
      const result = importLdtk(new Map([['world.ldtk', bytes.slice(0, end)], outdoor()]));
      expect(result).toMatchObject({ ok: false, error: { file: 'world.ldtk' } });
      expectHonest(result);
    }
  });

  it('never takes what is no image for one, wherever the image is cut off', () => {
    const image = png(64, 32);
    for (let end = 0; end < 24; end++)
      expectHonest(
        importJson(ground({ gridTiles: [tile(0, 0, 0)] }), [['art/outdoor.png', image.slice(0, end)]]),
      );
  });
});

/** A JSON value with its n-th inner value replaced. */
function replaced(root: unknown, n: number, other: unknown): unknown {
  const places: [holder: Record<string, unknown>, key: string][] = [];
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const key of Object.keys(value)) {
      places.push([value as Record<string, unknown>, key]);
      visit((value as Record<string, unknown>)[key]);
    }
  };
  visit(root);
  const [holder, key] = places[n % places.length]!;
  holder[key] = other;
  return root;
}
