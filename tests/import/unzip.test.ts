import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { blankProject } from '../../src/lib/schema/blank.ts';
import { writeFolder } from '../../src/lib/schema/folder-write.ts';
import { readProjectZip } from '../../src/lib/import/project-zip.ts';
import { unzip, zip } from '../../src/lib/import/unzip.ts';
import { bytesOf } from './support.ts';

const limits = { files: 3, fileBytes: 1000, totalBytes: 1500 };
const refusal = (files: Record<string, Uint8Array>) => {
  const result = unzip(zipSync(files), 'a.zip', limits);
  return result.ok ? null : result.error.message;
};

describe('zips', () => {
  it('come out as they went in, without what systems add', () => {
    const files = new Map([
      ['a/b.txt', bytesOf('hello')],
      ['c.png', Uint8Array.of(1, 2, 3)],
    ]);
    expect(unzip(zip(files), 'a.zip')).toEqual({ ok: true, value: files });
    expect(zip(files)).toEqual(zip(new Map(files)));
    const clutter = zipSync({
      'a.txt': bytesOf('x'),
      '__MACOSX/a.txt': bytesOf('y'),
      'd/.DS_Store': bytesOf('z'),
      'e/': new Uint8Array(),
    });
    expect(unzip(clutter, 'a.zip')).toMatchObject({ ok: true, value: new Map([['a.txt', bytesOf('x')]]) });
  });

  it.each(['../evil', 'a/../../evil', '/etc/passwd', 'C:\\evil', '..\\evil', 'a\u0000b'])(
    'refuses the name %j',
    (name) => {
      expect(refusal({ [name]: bytesOf('x') })).toMatch(/outside of itself/);
    },
  );

  it('refuses bombs by their size unpacked', () => {
    expect(refusal({ a: new Uint8Array(1001) })).toMatch(/larger than/);
    expect(refusal({ a: new Uint8Array(800), b: new Uint8Array(800) })).toMatch(/larger than/);
    expect(refusal({ a: bytesOf('1'), b: bytesOf('2'), c: bytesOf('3'), d: bytesOf('4') })).toMatch(
      /more than 3 files/,
    );
  });

  it('does not unpack more than an entry declares', () => {
    const lying = zipSync({ a: new Uint8Array(900) });
    // The size unpacked stands at byte 22 of the local header and at byte 24 of the central one.
    const view = new DataView(lying.buffer, lying.byteOffset);
    const central = lying.findLastIndex(
      (_, at) => at < lying.length - 4 && view.getUint32(at, true) === 0x02014b50,
    );
    view.setUint32(central + 24, 10, true);
    const result = unzip(lying, 'a.zip', limits);
    expect(!result.ok || result.value.get('a')!.length <= 10).toBe(true);
  });

  it('a project comes from the zip of its folder, also with a folder around it', () => {
    const project = blankProject('Zipped', () => 's');
    const folder = writeFolder(project, () => undefined);
    const inner = new Map([...folder].map(([path, bytes]) => [`my-game/${path}`, bytes]));
    for (const files of [folder, inner]) {
      const read = readProjectZip(zip(files));
      expect(read.ok && read.value.project).toEqual(project);
    }
    expect(readProjectZip(zip(new Map([['a.txt', bytesOf('x')]])))).toMatchObject({ ok: false });
  });
});
