/** A font of one letter, made here: its H is a solid block four times as wide as it is high, which no other font has. */

const UNITS = 1000;
const WIDE = 4 * UNITS;

/** A table of a font: numbers of a size in bytes each, as `2:17` or `2:-3`. */
function table(text: string): Buffer {
  const fields = text.trim().split(/\s+/u);
  return Buffer.concat(
    fields.map((field) => {
      const [size, value] = field.split(':').map(Number) as [number, number];
      const bytes = Buffer.alloc(size);
      if (value < 0) bytes.writeIntBE(value, 0, size);
      else bytes.writeUIntBE(value, 0, size);
      return bytes;
    }),
  );
}

function checksum(bytes: Buffer): number {
  const padded = Buffer.concat([bytes, Buffer.alloc(-bytes.length & 3)]);
  let sum = 0;
  for (let at = 0; at < padded.length; at += 4) sum = (sum + padded.readUInt32BE(at)) >>> 0;
  return sum;
}

/** The font as a TrueType file. The letter reaches from the base line to the full height. */
export function blockFont(): Buffer {
  const name = Buffer.from('Block', 'utf16le').swap16();
  const glyph = `2:1 2:0 2:0 2:${WIDE} 2:${UNITS} 2:3 2:0 1:1 1:1 1:1 1:1 2:0 2:0 2:${WIDE} 2:0 2:0 2:${UNITS} 2:0 2:-${UNITS} 2:0`;
  const tables: Record<string, Buffer> = {
    'OS/2': Buffer.concat([
      table(`2:4 2:${WIDE} 2:400 2:5 2:0 ${'2:0 '.repeat(11)}`),
      Buffer.alloc(10 + 16),
      Buffer.from('BLCK'),
      table(`2:64 2:72 2:72 2:${UNITS} 2:0 2:0 2:${UNITS} 2:0 4:0 4:0 2:0 2:0 2:0 2:32 2:0`),
    ]),
    // The letter H, 72, is the glyph 1; all others are of other fonts.
    cmap: table(
      '2:0 2:1 2:3 2:1 4:12 2:4 2:32 2:0 2:4 2:4 2:1 2:0 2:72 2:65535 2:0 2:72 2:65535 2:-71 2:1 2:0 2:0',
    ),
    glyf: table(glyph),
    head: table(
      `4:65536 4:65536 4:0 4:1594834165 2:0 2:${UNITS} 4:0 4:0 4:0 4:0 2:0 2:0 2:${WIDE} 2:${UNITS} 2:0 2:8 2:2 2:0 2:0`,
    ),
    hhea: table(`4:65536 2:${UNITS} 2:0 2:0 2:${WIDE} 2:0 2:0 2:${WIDE} 2:1 ${'2:0 '.repeat(7)} 2:2`),
    hmtx: table(`2:${UNITS} 2:0 2:${WIDE} 2:0`),
    loca: table('2:0 2:0 2:17'),
    maxp: table(`4:65536 2:2 2:4 2:1 2:0 2:0 2:1 ${'2:0 '.repeat(8)}`),
    name: Buffer.concat([
      table(`2:0 2:2 2:30 2:3 2:1 2:1033 2:1 2:${name.length} 2:0 2:3 2:1 2:1033 2:2 2:${name.length} 2:0`),
      name,
    ]),
    post: table(`4:196608 4:0 2:0 2:0 4:0 4:0 4:0 4:0 4:0`),
  };
  const tags = Object.keys(tables).sort();
  const directory: Buffer[] = [table(`4:65536 2:${tags.length} 2:128 2:3 2:${tags.length * 16 - 128}`)];
  const bodies: Buffer[] = [];
  let offset = 12 + tags.length * 16;
  for (const tag of tags) {
    const body = tables[tag]!;
    directory.push(Buffer.from(tag), table(`4:${checksum(body)} 4:${offset} 4:${body.length}`));
    bodies.push(body, Buffer.alloc(-body.length & 3));
    offset += (body.length + 3) & ~3;
  }
  return Buffer.concat([...directory, ...bodies]);
}
