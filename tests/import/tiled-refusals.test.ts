import { gzipSync, zlibSync } from 'fflate';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { importFiles } from '../../src/lib/import/import-files.ts';
import { bytesOf, four, importText, png, tmx } from './support.ts';

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
const layer = (data: string) => `<layer id="1" name="Ground" width="4" height="2">\n${data}</layer>`;
const packed = (compression: string, text: string) =>
  layer(`<data encoding="base64" compression="${compression}">${text}</data>`);
const good = tmx(
  layer('<data encoding="csv">1,2,3,4,0,0,0,0</data>') +
    '<objectgroup><object id="1" x="1" y="2" gid="1"/></objectgroup>',
);

describe('maps that are refused, with one message that names file, line and reason', () => {
  it.each<[what: string, text: string, line: number, message: RegExp]>([
    ['broken XML', '<?xml version="1.0"?>\n<map>\n<layer>\n</map>\n', 3, /XML is broken/],
    ['an end in the middle', good.slice(0, 200), 3, /XML is broken/],
    ['no XML', 'hello', 1, /no XML/],
    ['another XML file', '<svg xmlns="http://www.w3.org/2000/svg"/>', 1, /no map of Tiled/],
    ['an orientation of another age', tmx('', 'orientation="radial"'), 2, /radial, which is no orientation/],
    [
      'chunks that are too short',
      tmx(layer('<data encoding="csv"><chunk x="0" y="0" width="16" height="16">0</chunk></data>')),
      5,
      /should have 256 tiles, but its data holds 1/,
    ],
    ['broken zstd', tmx(packed('zstd', 'KLUvZZZZZZZZ')), 5, /damaged/],
    ['unknown compression', tmx(packed('lzma', '')), 5, /"lzma"/],
    ['unknown encoding', tmx(layer('<data encoding="hex">00</data>')), 5, /"hex"/],
    ['broken base64', tmx(layer('<data encoding="base64">!!!</data>')), 5, /base64/],
    ['broken zlib', tmx(packed('zlib', base64(Uint8Array.of(1, 2, 3, 4, 5, 6)))), 5, /damaged/],
    ['a bomb', tmx(packed('gzip', base64(gzipSync(new Uint8Array(5_000_000))))), 5, /larger than the layer/],
    [
      'too few tiles',
      tmx(layer('<data encoding="csv">1,2,3</data>')),
      5,
      /should have 8 tiles, but its data holds 3/,
    ],
    ['cut-off tiles', tmx(packed('zlib', base64(zlibSync(new Uint8Array(7))))), 5, /cut off/],
    ['a word among the tiles', tmx(layer('<data encoding="csv">1,2,3,x,0,0,0,0</data>')), 5, /Tile 4.*"x"/],
    [
      'a tile of no tileset',
      tmx(layer('<data encoding="csv">1,2,3,4,0,77,0,0</data>')),
      4,
      /Tile 77 at column 2, row 2/,
    ],
    ['a giant layer', tmx('<layer width="1000000" height="1000000"/>'), 4, /cells/],
    [
      'no number',
      tmx('<objectgroup><object id="1" x="left"/></objectgroup>'),
      4,
      /"x" of <object> must be a number/,
    ],
    ['a template', tmx('<objectgroup><object id="1" template="a.tx"/></objectgroup>'), 4, /template "a\.tx"/],
    ['an object with no tile', tmx('<objectgroup><object id="1" gid="99"/></objectgroup>'), 4, /tile 99/],
    ['a missing TSX', tmx('<tileset firstgid="9" source="sets/lost.tsx"/>'), 4, /"lost\.tsx" is missing/],
    [
      'a missing image',
      tmx('<imagelayer><image source="lost.png"/></imagelayer>'),
      4,
      /"lost\.png" is missing/,
    ],
    [
      'an embedded image',
      tmx('<imagelayer><image format="png"><data/></image></imagelayer>'),
      4,
      /embedded image is no PNG/,
    ],
    [
      'a tile outside of its image',
      tmx(
        '<tileset firstgid="9" name="p"><tile id="0" x="64" height="5"><image source="four.png"/></tile></tileset>',
      ),
      4,
      /Tile 0 of the tileset "p" lies outside/,
    ],
    [
      'a negative size',
      tmx('<objectgroup><object id="1" x="0" y="0" width="-5" height="4"/></objectgroup>'),
      0,
      /size/,
    ],
  ])('%s', async (_, text, line, message) => {
    const result = await importText(text);
    expect(result.ok).toBe(false);
    if (result.ok) return;
    expect(result.error.message).toMatch(message);
    expect(result.error.file).toBe('map.tmx');
    expect(result.error.line ?? 0).toBe(line);
  });

  it('an image that is no image, and a tileset that is none', async () => {
    const lying = await importText(tmx('<imagelayer><image source="a.png"/></imagelayer>'), [
      ['a.png', bytesOf('GIF89a')],
    ]);
    expect(lying).toMatchObject({
      ok: false,
      error: { file: 'a.png', message: expect.stringContaining('no PNG') },
    });
    const other = await importText(tmx('<tileset firstgid="9" source="a.tsx"/>'), [
      ['a.tsx', bytesOf('<map/>')],
    ]);
    expect(other).toMatchObject({ ok: false, error: { file: 'a.tsx', line: 1 } });
  });
});

describe('what is dropped', () => {
  it.each<[what: string, files: [string, Uint8Array][], file: string | undefined, message: RegExp]>([
    ['nothing', [], undefined, /no files/],
    ['a template alone', [['a.tx', bytesOf('<template/>')]], 'a.tx', /together with a map/],
    ['a tileset that is none', [['a.tsx', bytesOf('<map/>')]], 'a.tsx', /no tileset of Tiled/],
    ['a broken zip', [['a.zip', bytesOf('PK\u0003\u0004junk')]], 'a.zip', /damaged/],
    ['a PNG that is none', [['a.png', bytesOf('x')]], 'a.png', /not an image/],
    ['a giant PNG', [['a.png', png(30_000, 30_000)]], 'a.png', /larger than 16384/],
  ])('%s gives one message', async (_, files, file, message) => {
    const result = await importFiles(new Map(files));
    expect(result.ok).toBe(false);
    if (result.ok) return;
    expect(result.error.file).toBe(file);
    expect(result.error.message).toMatch(message);
  });

  it('images come in as assets', async () => {
    const result = await importFiles(new Map([four()]));
    expect(result).toMatchObject({ ok: true, value: { kind: 'addition', name: 'four' } });
  });

  it('any damage to a map gives a result, never an exception', async () => {
    const source = bytesOf(good);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(source.length - 1), fc.nat(255), fc.constantFrom('set', 'cut', 'double')), {
          minLength: 1,
          maxLength: 6,
        }),
        async (edits) => {
          let bytes = [...source];
          for (const [at, value, edit] of edits) {
            if (edit === 'set') bytes[at % bytes.length] = value;
            else if (edit === 'cut') bytes = bytes.toSpliced(at % bytes.length, value);
            else bytes = bytes.toSpliced(at % bytes.length, 0, ...bytes.slice(at, at + value));
            if (bytes.length === 0) bytes = [32];
          }
          const result = await importFiles(new Map([['map.tmx', Uint8Array.from(bytes)], four()]));
          expect(typeof result.ok).toBe('boolean');
          if (!result.ok) expect(result.error.message.length).toBeGreaterThan(5);
        },
      ),
      { numRuns: 400 },
    );
  });

  it('any bytes under any name give a result', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('a.tmx', 'a.zip', 'a.png', 'project.yaml'),
        fc.uint8Array({ maxLength: 200 }),
        async (name, bytes) => {
          const result = await importFiles(new Map([[name, bytes]]));
          expect(result.ok).toBe(false);
        },
      ),
    );
  });
});
