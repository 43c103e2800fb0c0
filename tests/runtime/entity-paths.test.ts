import { describe, expect, it } from 'vitest';
import { HOT_STRIDE } from '../../src/lib/engine/game-world.ts';
import { EntityPaths } from '../../src/lib/runtime/entity-paths.ts';

/** A world in which entities come, go and move on demand. */
function stage() {
  const hot = new Float64Array(10 * HOT_STRIDE);
  let list: { id: string; slot: number }[] = [];
  let version = 0;
  return {
    world: {
      hot,
      get version() {
        return version;
      },
      entities: () => list,
    },
    cast(...ids: string[]) {
      list = ids.map((id, slot) => ({ id, slot }));
      version++;
    },
    put(slot: number, x: number, y: number) {
      hot.set([x, y], slot * HOT_STRIDE);
    },
  };
}
const pointsOf = (paths: EntityPaths, id: string, from: number, to: number) => [
  ...paths.path(id, { from, to }).points,
];

describe('EntityPaths', () => {
  it('tells where an entity was at each moment, and where it was not there', () => {
    const { world, cast, put } = stage();
    const paths = new EntityPaths();
    cast('rests', 'moves');
    put(0, 5, 5);
    for (let at = 0; at < 100; at++) {
      if (at === 70) cast('moves');
      put(at < 70 ? 1 : 0, at, 2 * at);
      paths.record(at, world);
    }
    expect(pointsOf(paths, 'moves', 68, 71)).toEqual([68, 136, 69, 138, 70, 140, 71, 142]);
    expect(pointsOf(paths, 'rests', 68, 71)).toEqual([5, 5, 5, 5, NaN, NaN, NaN, NaN]);
    expect(pointsOf(paths, 'moves', 98, 101)).toEqual([98, 196, 99, 198, NaN, NaN, NaN, NaN]);
    expect(pointsOf(paths, 'nobody', 0, 0)).toEqual([NaN, NaN]);
  });

  it('has a copy keep what is played anew', () => {
    const { world, cast, put } = stage();
    const paths = new EntityPaths();
    cast('e');
    for (let at = 0; at < 90; at++) {
      put(0, at, 0);
      paths.record(at, world);
    }
    const before = paths.copy();
    paths.dropAfter(64);
    for (let at = 65; at < 90; at++) {
      put(0, -at, 0);
      paths.record(at, world);
    }
    expect(pointsOf(paths, 'e', 63, 66)).toEqual([63, 0, 64, 0, -65, 0, -66, 0]);
    expect(pointsOf(before, 'e', 63, 66)).toEqual([63, 0, 64, 0, 65, 0, 66, 0]);
  });

  it('takes little room for those who rest, and gives room back', () => {
    const { world, cast, put } = stage();
    const paths = new EntityPaths();
    cast('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h');
    for (let at = 0; at < 600; at++) paths.record(at, world);
    const resting = paths.bytes;
    for (let at = 600; at < 1200; at++) {
      put(3, at, at);
      paths.record(at, world);
    }
    expect(paths.bytes - resting).toBeGreaterThan(600 * 8);
    expect(resting).toBeLessThan(600 * 8 * 2);
    paths.dropBefore(1100);
    expect(paths.bytes).toBeLessThan(resting);
    expect(pointsOf(paths, 'd', 1199, 1199)).toEqual([1199, 1199]);
  });
});
