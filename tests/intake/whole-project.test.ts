/** Pictures of whole projects, and pictures that move. */
import { describe, expect, it } from 'vitest';
import { sha256Hex } from '../../src/lib/base/sha256.ts';
import { cleanWithoutBrowser } from '../../src/lib/import/clean-image.ts';
import type { CleanImage, IntakeDeps } from '../../src/lib/import/import-deps.ts';
import { importFiles } from '../../src/lib/import/import-files.ts';
import { takeIn } from '../../src/lib/import/intake.ts';
import { isPlainJpeg } from '../../src/lib/import/plain-jpeg.ts';
import { zip } from '../../src/lib/import/unzip.ts';
import { blankProject } from '../../src/lib/schema/blank.ts';
import { writeFolder } from '../../src/lib/schema/folder-write.ts';
import type { AssetData } from '../../src/lib/schema/project.ts';
import { bytesOf, png, tmx } from '../import/support.ts';

/** A JPEG of the parts given: enough for whoever looks at its parts only. */
const segment = (marker: number, ...data: number[]) => [0xff, marker, 0, data.length + 2, ...data];
const JFIF = segment(0xe0, ...Buffer.from('JFIF\0'), 1, 1, 0, 0, 1, 0, 1, 0, 0);
const SIZE = segment(0xc0, 8, 0, 4, 0, 6, 1, 1, 0x11, 0);
const SCAN = [...segment(0xda, 1, 1, 0, 0, 63, 0), 1, 2, 0xff, 0, 3, 0xff, 0xd0, 4];
const jpeg = (...parts: number[][]) => Uint8Array.from([0xff, 0xd8, ...parts.flat(), 0xff, 0xd9]);
const plain = jpeg(JFIF, segment(0xdb, 0), SIZE, SCAN, SCAN);

it('knows photos that hold nothing but pixels', () => {
  expect(isPlainJpeg(plain)).toBe(true);
  expect(isPlainJpeg(jpeg(JFIF, segment(0xe1, 69, 120, 105, 102), SIZE, SCAN))).toBe(false);
  expect(isPlainJpeg(jpeg(JFIF, segment(0xfe, 104, 105), SIZE, SCAN))).toBe(false);
  expect(isPlainJpeg(Uint8Array.from([...plain, ...Buffer.from('<script>')]))).toBe(false);
  expect(isPlainJpeg(png(2, 2))).toBe(false);
  for (let end = 0; end < plain.length; end++) expect(isPlainJpeg(plain.slice(0, end))).toBe(false);
});

/** The zip of a project with these pictures. */
function projectZip(pictures: Record<string, Uint8Array>): Uint8Array {
  const files = new Map(Object.values(pictures).map((bytes) => [sha256Hex(bytes), bytes]));
  const assets = Object.entries(pictures).map(([name, bytes]): [string, AssetData] => [
    name.replace(/\W/gu, '-'),
    { name, kind: 'image', sha256: sha256Hex(bytes), size: bytes.length, meta: { folder: 'art' } },
  ]);
  const project = { ...blankProject('Whole'), assets: Object.fromEntries(assets) };
  return zip(writeFolder(project, (sha256) => files.get(sha256)));
}

describe('the pictures of a whole project', () => {
  it('are made clean as others are; one that cannot be taken is refused and the rest comes', async () => {
    const smuggler = Uint8Array.from([...png(8, 6), ...Buffer.from('<script>alert(1)</script>')]);
    const pictures = {
      'crate.png': smuggler,
      'photo.jpg': plain,
      'bad.png': bytesOf('<html>'),
      'logo.svg': bytesOf('<svg width="4" height="4"/>'),
    };
    const cleaned: string[] = [];
    const cleanImage: IntakeDeps['cleanImage'] = (bytes, type, header, file) => {
      cleaned.push(file);
      return cleanWithoutBrowser(bytes, type, header, file);
    };
    const taken = await importFiles(new Map([['whole.zip', projectZip(pictures)]]), { cleanImage });
    if (!taken.ok || taken.value.kind !== 'project') throw new Error('no project');
    const { bundle, refused } = taken.value;
    expect(refused).toEqual([
      { file: 'bad.png', message: expect.stringMatching(/not an image/) },
      { file: 'logo.svg', message: expect.stringMatching(/SVG/) },
    ]);
    expect(cleaned.sort()).toEqual(['crate.png', 'logo.svg']);
    const { assets } = bundle.project;
    expect(Object.keys(assets).sort()).toEqual(['crate-png', 'photo-jpg']);
    expect(assets['photo-jpg']!.sha256).toBe(sha256Hex(plain));
    const crate = bundle.files.get(assets['crate-png']!.sha256)!;
    expect(Buffer.from(crate).includes('script')).toBe(false);
    expect(assets['crate-png']).toMatchObject({
      ...{ name: 'crate.png', size: crate.length, sha256: sha256Hex(crate) },
      meta: { folder: 'art', width: 8, height: 6 },
    });
    expect(bundle.files.size).toBe(2);
  });
});

describe('a picture that moves', () => {
  const gif = Uint8Array.from([...Buffer.from('GIF89a'), 64, 0, 16, 0, 0, 0, 0, 0x3b]);
  const still = png(64, 16);
  const sheet = {
    bytes: png(64, 32),
    meta: { frames: { 0: { rect: [0, 0, 64, 16] }, 1: { rect: [0, 16, 64, 16] } } },
  } as const;
  const cleanImage = (): Promise<{ ok: true; value: CleanImage }> =>
    Promise.resolve({ ok: true, value: { bytes: still, note: 'Only the first.', sheet } });

  it('is a sheet of its frames', async () => {
    const { addition } = await takeIn(new Map([['art/blink.gif', gif]]), { cleanImage });
    const [asset] = Object.values(addition.assets!);
    expect(asset).toMatchObject({
      name: 'blink.png',
      meta: { width: 64, height: 32, folder: 'art', ...sheet.meta },
    });
    expect(addition.files.get(asset!.sha256)).toBe(sheet.bytes);
    expect(addition.report).toEqual([]);
  });

  it('is its first frame where a map names it, and the report says so', async () => {
    const map = tmx(
      '<layer id="1" name="Ground" width="4" height="2"><data encoding="csv">1,2,3,4,0,0,0,0</data></layer>',
    ).replace('four.png', 'four.gif');
    const files = new Map([
      ['level.tmx', bytesOf(map)],
      ['four.gif', gif],
    ]);
    const { addition } = await takeIn(files, { cleanImage });
    expect(Object.values(addition.assets!)).toMatchObject([
      { sha256: sha256Hex(still), meta: { width: 64, height: 16 } },
    ]);
    expect(addition.report).toContainEqual({
      file: 'four.gif',
      what: 'Picture',
      how: 'changed',
      detail: 'Only the first.',
    });
  });
});
