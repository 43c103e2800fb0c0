import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { meaningOf, readMap, throughPerigee } from '../import/tiled-compare.ts';
import { filesOf, randomMap, tmxOf } from '../import/tiled-generator.ts';
import { sharedFiles, sharedTiled } from '../import/support.ts';

const folder = sharedTiled();
if (!folder) console.warn('The shared maps of Tiled are not here (PERIGEE_SHARED); their tests are skipped.');

describe.skipIf(!folder)('real maps of Tiled, through Perigee and back', () => {
  it.each([
    ['desert', ['desert.tmx', 'desert.tsx', 'tmw_desert_spacing.png']],
    ['orthogonal-outside', ['orthogonal-outside.tmx', 'buch-outdoor.png']],
  ])('%s keeps every tile, flip, object and property', async (name, names) => {
    const files = sharedFiles(names);
    const { files: written, report } = await throughPerigee(files);
    expect(report).toEqual([]);
    expect([...written.keys()].sort()).toEqual([`${name}.tmj`, `images/${names.at(-1)}`].sort());
    expect(meaningOf(readMap(written, `${name}.tmj`))).toEqual(meaningOf(readMap(files, `${name}.tmx`)));
  });
});

describe('generated maps of Tiled, through Perigee and back', () => {
  it('keep all that they say', async () => {
    await fc.assert(
      fc.asyncProperty(randomMap, async (given) => {
        const files = filesOf(tmxOf(given));
        const { files: written } = await throughPerigee(files);
        expect(meaningOf(readMap(written, 'map.tmj'))).toEqual(meaningOf(readMap(files, 'map.tmx')));
      }),
      { numRuns: 30 },
    );
  });
});
