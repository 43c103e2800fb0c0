import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { importTiled } from '../../src/lib/import/tiled/import-tiled.ts';
import { meaningOf, readMap, throughPerigee } from './tiled-compare.ts';
import { filesOf, randomMap, tmxOf } from './tiled-generator.ts';
import { bytesOf, sharedFiles, sharedTiled } from './support.ts';

const folder = sharedTiled();
if (!folder) console.warn('The shared maps of Tiled are not here (PERIGEE_SHARED); their tests are skipped.');

/** Imported, or refused with a file and a reason; anything else is a mistake. */
async function imports(files: ReadonlyMap<string, Uint8Array>): Promise<boolean> {
  const result = await importTiled(files);
  if (!result.ok) {
    expect(result.error.message.length).toBeGreaterThan(10);
    expect(files.has(result.error.file ?? '')).toBe(true);
    expect(result.error.message).not.toContain('The file cannot be read; open and save');
  }
  return result.ok;
}

describe('damaged maps of Tiled', () => {
  it('random ones, with bytes changed, cut or doubled, are imported or refused with a reason', async () => {
    await fc.assert(
      fc.asyncProperty(
        randomMap,
        fc.boolean(),
        fc.array(fc.tuple(fc.nat(20_000), fc.nat(60), fc.constantFrom('set', 'cut', 'double', 'digit')), {
          minLength: 1,
          maxLength: 4,
        }),
        async (given, json, edits) => {
          const files = filesOf(tmxOf(given));
          let path = 'map.tmx';
          if (json) {
            const { files: written } = await throughPerigee(files);
            files.delete(path);
            path = 'map.tmj';
            for (const [name, bytes] of written) files.set(name, bytes);
          }
          let text = new TextDecoder().decode(files.get(path));
          for (const [place, length, edit] of edits) {
            const at = place % text.length;
            if (edit === 'set')
              text = `${text.slice(0, at)}${String.fromCharCode(32 + length)}${text.slice(at + 1)}`;
            else if (edit === 'cut') text = text.slice(0, at) + text.slice(at + length);
            else if (edit === 'double') text = text.slice(0, at + length) + text.slice(at);
            else
              text =
                text.slice(0, at) +
                text.slice(at).replace(/\d+/, ['-1', '1e9', '99999999999', 'NaN'][length % 4]!);
          }
          files.set(path, bytesOf(text));
          await imports(files);
        },
      ),
      { numRuns: 40 },
    );
  });

  it.skipIf(!folder)('real ones, cut at every 997th byte', async () => {
    for (const [file, names] of [
      ['desert.tmx', ['desert.tsx', 'tmw_desert_spacing.png']],
      ['desert.tsx', ['desert.tmx', 'tmw_desert_spacing.png']],
      ['orthogonal-outside.tmx', ['buch-outdoor.png']],
      ['tmw_desert_spacing.png', ['desert.tmx', 'desert.tsx']],
    ] as const) {
      const whole = new Uint8Array(readFileSync(join(folder!, file)));
      const others = sharedFiles([...names]);
      for (let end = 0; end < whole.length; end += 997) {
        const good = await imports(new Map([...others, [file, whole.slice(0, end)]]));
        // The header of a picture is all that is read of it here.
        if (!file.endsWith('.png')) expect(good).toBe(false);
      }
    }
  });

  it.skipIf(!folder)('a real one as JSON, cut at every 997th byte', async () => {
    const names = ['orthogonal-outside.tmx', 'buch-outdoor.png'];
    const { files } = await throughPerigee(sharedFiles(names));
    const whole = files.get('orthogonal-outside.tmj')!;
    for (let end = 0; end < whole.length; end += 997)
      expect(await imports(new Map([...files, ['orthogonal-outside.tmj', whole.slice(0, end)]]))).toBe(false);
    expect(meaningOf(readMap(files, 'orthogonal-outside.tmj'))).toBeTruthy();
  });
});
