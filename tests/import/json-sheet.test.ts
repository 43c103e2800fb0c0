import { describe, expect, it } from 'vitest';
import { writePng } from '../../src/lib/base/png-write.ts';
import { importFiles } from '../../src/lib/import/import-files.ts';
import { inOrder } from '../../src/lib/base/order.ts';

const png = writePng(64, 32, new Uint8Array(64 * 32 * 4));
const text = (data: unknown) => new TextEncoder().encode(JSON.stringify(data));

async function read(data: unknown) {
  const result = await importFiles(
    new Map([
      ['hero.json', text(data)],
      ['hero.png', png],
    ]),
  );
  if (!result.ok || result.value.kind !== 'addition') throw new Error('not taken');
  const assets = Object.values(result.value.addition.assets!);
  expect(assets).toHaveLength(1);
  return assets[0]!.meta;
}

const played = (meta: Awaited<ReturnType<typeof read>>) =>
  inOrder(meta.animations ?? {}).map(([, { name, direction, repeat, steps }]) => ({
    ...{ name, direction, repeat },
    steps: inOrder(steps).map(([, { frame, duration }]) => [frame, duration]),
  }));

const frame = (x: number, duration?: number) => ({
  frame: { x, y: 0, w: 16, h: 16 },
  ...(duration && { duration }),
});

describe('a sheet with JSON', () => {
  it('of Aseprite brings frames, tags and nine parts', async () => {
    const meta = await read({
      frames: { 'hero 0.ase': frame(0, 100), 'hero 1.ase': frame(16, 50), 'hero 2.ase': frame(32, 100) },
      meta: {
        image: 'hero.png',
        frameTags: [
          { name: 'run', from: 0, to: 1, direction: 'pingpong', repeat: '2' },
          { name: 'stand', from: 2, to: 2, direction: 'forward' },
        ],
        slices: [
          {
            name: 'box',
            keys: [{ frame: 0, bounds: { x: 0, y: 0, w: 16, h: 16 }, center: { x: 4, y: 5, w: 8, h: 7 } }],
          },
        ],
      },
    });
    expect(meta).toMatchObject({ width: 64, height: 32, border: [4, 5, 4, 4] });
    expect(meta.frames![1]).toEqual({ rect: [16, 0, 16, 16], name: 'hero 1.ase' });
    expect(played(meta)).toEqual([
      {
        name: 'run',
        direction: 'ping-pong',
        repeat: 2,
        steps: [
          [0, 100],
          [1, 50],
        ],
      },
      { name: 'stand', direction: 'forward', repeat: 0, steps: [[2, 100]] },
    ]);
  });

  it('of a packer brings trimmed and turned frames, and runs of names', async () => {
    const meta = await read({
      frames: [
        {
          filename: 'walk_02.png',
          frame: { x: 0, y: 0, w: 10, h: 20 },
          rotated: true,
          spriteSourceSize: { x: 3, y: 4, w: 10, h: 20 },
          sourceSize: { w: 32, h: 32 },
          pivot: { x: 0.5, y: 1 },
        },
        { ...frame(32), filename: 'walk_01.png' },
        { ...frame(48), filename: 'tree.png' },
      ],
      meta: {},
    });
    expect(meta.frames![0]).toEqual({
      ...{ name: 'walk_02.png', rect: [0, 0, 20, 10], rotated: true },
      ...{ source: [3, 4, 32, 32], pivot: [0.5, 1] },
    });
    expect(played(meta)).toEqual([
      {
        name: 'walk',
        direction: 'forward',
        repeat: 0,
        steps: [
          [1, 100],
          [0, 100],
        ],
      },
    ]);
  });

  it('without its picture is refused by name, and other JSON stays data', async () => {
    const alone = await importFiles(
      new Map([['a.json', text({ frames: { a: frame(0) }, meta: { image: 'b.png' } })]]),
    );
    expect(alone).toMatchObject({ ok: false, error: { file: 'a.json' } });
    const table = await importFiles(new Map([['a.json', text({ frames: 3 })]]));
    expect(table).toMatchObject({ ok: true });
  });
});
