import fc from 'fast-check';
import { unzlibSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { importAseprite } from '../../src/lib/import/aseprite/import-aseprite.ts';
import { importFiles } from '../../src/lib/import/import-files.ts';
import { blankProject } from '../../src/lib/schema/blank.ts';
import { checkProject } from '../../src/lib/schema/validate.ts';
import {
  aseFile,
  cel,
  chunk,
  layer,
  linkedCel,
  palette,
  slice,
  tags,
  tileCel,
  tileset,
} from './ase-writer.ts';

const red = [255, 0, 0, 255];
const green = [0, 255, 0, 255];
const none = [0, 0, 0, 0];

function read(bytes: Uint8Array) {
  let next = 0;
  const result = importAseprite(new Map([['art/hero.aseprite', bytes]]), () => `n${next++}`);
  if (!result.ok) throw new Error(result.error.message);
  const [asset] = Object.values(result.value.assets!);
  return { asset: asset!, png: [...result.value.files.values()][0]!, report: result.value.report! };
}

/** Pixels of a PNG without filters, as the importer writes it. */
function pixels(png: Uint8Array): number[][] {
  const view = new DataView(png.buffer, png.byteOffset);
  const [width, height] = [view.getUint32(16), view.getUint32(20)];
  const rows = unzlibSync(png.subarray(41, 41 + view.getUint32(33)));
  return Array.from({ length: width * height }, (_, at) => {
    const from = Math.floor(at / width) * (width * 4 + 1) + 1 + (at % width) * 4;
    return [...rows.subarray(from, from + 4)];
  });
}

/** Two by one pixels: red and green below; above them half a white, hidden in the second frame. */
const layered = aseFile(2, 1, 32, [
  {
    duration: 80,
    chunks: [
      layer('Ground'),
      layer('Off', { visible: false, type: 1 }),
      layer('In it', { level: 1 }),
      layer('Light', { opacity: 128 }),
      layer('Sketch', { flags: 64 }),
      tags({ name: 'walk', from: 0, to: 1, direction: 2, repeat: 3 }),
      slice('box', [0, 0, 2, 1], [1, 0, 1, 1], [1, 1]),
      cel(0, 0, 0, 2, [...red, ...green], 4),
      cel(2, 0, 0, 2, [...green, ...green], 4),
      cel(3, 1, 0, 1, [255, 255, 255, 255], 4, { raw: true }),
      cel(4, 0, 0, 2, [...green, ...green], 4),
    ],
  },
  { duration: 120, chunks: [linkedCel(0, 0)] },
]);

describe('a file of Aseprite', () => {
  it('says which layers and which parts are left out', () => {
    const bytes = aseFile(1, 1, 32, [
      {
        duration: 100,
        chunks: [
          ...[layer('Ground'), layer('Hidden', { visible: false }), layer('Sketch', { flags: 64 })],
          layer('Far', { type: 2, tileset: 5 }),
          // User data with a text, and a colour profile of its own kind; sRGB and empty user data are nothing.
          ...[chunk(0x2020, [1, 0, 0, 0]), chunk(0x2007, [2, 0]), chunk(0x2007, [1, 0])],
          cel(0, 0, 0, 1, red, 4),
        ],
      },
    ]);
    const left = read(bytes).report.filter(({ how }) => how === 'left out');
    expect(left.map(({ what }) => what)).toEqual([
      ...['Layer "Hidden"', 'Layer "Sketch"', 'Layer "Far"', 'Further parts'],
    ]);
    expect(left.at(-1)!.detail).toBe('Not read: a colour profile, user data.');
    expect(
      read(layered)
        .report.filter(({ how }) => how === 'left out')
        .map(({ what }) => what),
    ).toEqual([...['Layer "In it"', 'Layer "Sketch"']]);
  });

  it('comes in as a sheet of flattened frames, with its tags as animations', () => {
    const { asset, png } = read(layered);
    expect(asset).toMatchObject({ name: 'hero.png', kind: 'image', size: png.length });
    expect(asset.meta).toMatchObject({
      ...{ width: 2, height: 2, border: [1, 0, 0, 0] },
      frames: { 0: { rect: [0, 0, 2, 1], pivot: [0.5, 1] }, 1: { rect: [0, 1, 2, 1], pivot: [0.5, 1] } },
    });
    const [walk] = Object.values(asset.meta.animations!);
    expect(walk).toMatchObject({ name: 'walk', direction: 'ping-pong', repeat: 3 });
    expect(Object.values(walk!.steps).map(({ frame, duration }) => [frame, duration])).toEqual([
      [0, 80],
      [1, 120],
    ]);
    expect(pixels(png)).toEqual([red, [128, 255, 128, 255], red, green]);
  });

  it('reads palettes, with the transparent colour, and greys', () => {
    const colors = palette([[9, 9, 9, 255], red, green]);
    const indexed = aseFile(3, 1, 8, [
      { duration: 1, chunks: [colors, layer('L'), cel(0, 0, 0, 3, [1, 0, 2], 1)] },
    ]);
    expect(pixels(read(indexed).png)).toEqual([red, none, green]);
    const grey = aseFile(1, 1, 16, [{ duration: 1, chunks: [layer('L'), cel(0, 0, 0, 1, [77, 255], 2)] }]);
    expect(pixels(read(grey).png)).toEqual([[77, 77, 77, 255]]);
  });

  it('draws tile layers, flipped as they are', () => {
    const tiles = tileset(0, 2, 1, [...none, ...none, ...red, ...green], 4);
    const file = aseFile(4, 1, 32, [
      {
        duration: 1,
        chunks: [tiles, layer('Map', { type: 2, tileset: 0 }), tileCel(0, 2, [1, 1 + 0x80000000])],
      },
    ]);
    expect(pixels(read(file).png)).toEqual([red, green, green, red]);
  });

  it('blends as the layer says, and puts cels where their z says', () => {
    const file = (blend: number, z: number) =>
      aseFile(1, 1, 32, [
        {
          duration: 1,
          chunks: [
            layer('A'),
            layer('B', { blend }),
            cel(0, 0, 0, 1, [100, 100, 100, 255], 4, { z }),
            cel(1, 0, 0, 1, [51, 255, 0, 255], 4),
          ],
        },
      ]);
    expect(pixels(read(file(1, 0)).png)).toEqual([[20, 100, 0, 255]]);
    expect(pixels(read(file(16, 0)).png)).toEqual([[151, 255, 100, 255]]);
    expect(pixels(read(file(1, 2)).png)).toEqual([[100, 100, 100, 255]]);
    expect(read(file(12, 0)).report).toContainEqual(
      expect.objectContaining({ what: 'Layer "B"', how: 'changed' }),
    );
  });

  it('is told by its bytes, and can be placed like any picture', async () => {
    const taken = await importFiles(new Map([['hero.ase', layered]]));
    if (!taken.ok || taken.value.kind !== 'addition') throw new Error('not taken');
    expect(taken.value.loose).toEqual(Object.keys(taken.value.addition.assets!));
    const project = { ...blankProject('x'), assets: taken.value.addition.assets! };
    expect(checkProject(project).filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  it('is read or refused by name, whatever is cut off or wrong in it', () => {
    fc.assert(
      fc.property(
        fc.nat(layered.length),
        fc.array(fc.tuple(fc.nat(layered.length - 1), fc.nat(255))),
        (end, blows) => {
          const bytes = layered.slice();
          for (const [at, value] of blows) if (at !== 4 && at !== 5) bytes[at] = value;
          const result = importAseprite(new Map([['a.ase', bytes.subarray(0, Math.max(128, end))]]));
          if (!result.ok)
            expect(result.error).toMatchObject({
              file: 'a.ase',
              message: expect.stringMatching(/\.$/) as string,
            });
        },
      ),
      { numRuns: 200 },
    );
  });
});
