import { zipSync } from 'fflate';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blankProject } from '../../src/lib/schema/blank.ts';
import { writeFolder } from '../../src/lib/schema/folder-write.ts';
import { readProjectZip } from '../../src/lib/import/project-zip.ts';
import { unpackZip, unzip, zip } from '../../src/lib/import/unzip.ts';
import { bytesOf } from './support.ts';

const limits = { files: 3, fileBytes: 1000, totalBytes: 1500 };
const refusal = (files: Record<string, Uint8Array>) => {
  const result = unzip(zipSync(files), 'a.zip', limits);
  return result.ok ? null : result.error.message;
};

/** Where the first entry of the list at the end stands. */
function centralOf(zipped: Uint8Array): number {
  const view = new DataView(zipped.buffer, zipped.byteOffset);
  return zipped.findIndex((_, at) => at < zipped.length - 4 && view.getUint32(at, true) === 0x02014b50);
}

/** A zip whose first entry lies about its size unpacked, which stands at byte 24 of the list's entry. */
function withSize(zipped: Uint8Array, size: number): Uint8Array {
  new DataView(zipped.buffer, zipped.byteOffset).setUint32(centralOf(zipped) + 24, size, true);
  return zipped;
}

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

  it('counts what really comes out, whatever the entries declare', () => {
    const lying = withSize(zipSync({ a: new Uint8Array(2000) }), 10);
    expect(unzip(lying, 'a.zip', limits)).toMatchObject({
      ok: false,
      error: { message: expect.stringMatching(/a is larger than/) },
    });
    const less = withSize(zipSync({ a: new Uint8Array(900) }), 10);
    expect(unzip(less, 'a.zip', limits)).toMatchObject({
      ok: false,
      error: { message: expect.stringMatching(/damaged/) },
    });
  });

  it('stops early: a bomb of a gigabyte costs a few megabytes', () => {
    // A stored block of one byte, over and over, would be as large as it is; zeros deflate a thousandfold.
    const bomb = zipSync({ a: new Uint8Array(32 << 20) });
    const many = [0, 1, 2, 3].map((each) =>
      unzip(bomb, `${each}.zip`, { files: 9, fileBytes: 1 << 20, totalBytes: 2 << 20 }),
    );
    for (const result of many)
      expect(result).toMatchObject({ ok: false, error: { message: expect.stringMatching(/1 MB/) } });
  });

  it('leaves out single entries where it may: locked ones, links, unknown packing, doubles', () => {
    const packed = zipSync({ a: bytesOf('A'), b: bytesOf('B') });
    const central = centralOf(packed);
    packed[central + 8]! |= 1;
    const refused: string[] = [];
    const onRefused = ({ file, message }: { file?: string; message: string }) =>
      refused.push(`${file}: ${message}`);
    const result = unpackZip(packed, 'x.zip', { budget: { ...limits }, onRefused });
    expect(result).toMatchObject({ ok: true, value: new Map([['b', bytesOf('B')]]) });
    expect(refused).toEqual([expect.stringMatching(/^x\.zip\/a: .*password/)]);
    expect(unzip(packed, 'x.zip')).toMatchObject({ ok: false, error: { file: 'x.zip/a' } });
  });

  it('any damage gives a result, never an exception, and right bytes where it says so', () => {
    const files = { a: bytesOf('hello hello hello hello'), 'b/c': new Uint8Array(300), d: bytesOf('x') };
    const source = zipSync(files);
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(source.length - 1), fc.nat(255)), { maxLength: 4 }),
        fc.nat(source.length),
        (edits, cut) => {
          const bytes = source.slice(0, cut % 3 === 0 ? cut : source.length);
          for (const [at, value] of edits) if (at < bytes.length) bytes[at] = value;
          const result = unzip(bytes, 'a.zip');
          if (!result.ok) return;
          const known = new Set(Object.values(files).map((each) => Buffer.from(each).toString('hex')));
          for (const content of result.value.values())
            expect(known).toContain(Buffer.from(content).toString('hex'));
        },
      ),
      { numRuns: 300 },
    );
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
