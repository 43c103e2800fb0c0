import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BitReader, BitWriter } from '../../../src/lib/net/play/bits.ts';
import { lookOf, rowOf, turnBetween, type Row, type Snapshot } from '../../../src/lib/net/play/snapshot.ts';
import { readSnapshot, writeSnapshot, type Basis } from '../../../src/lib/net/play/snapshot-codec.ts';

const whole = (most: number) => fc.integer({ min: 0, max: most });

describe('bits', () => {
  it('come back as they were written', () => {
    const item = fc.oneof(
      fc.record({
        kind: fc.constant('bits' as const),
        count: fc.integer({ min: 1, max: 32 }),
        value: whole(2 ** 32 - 1),
      }),
      fc.record({ kind: fc.constant('rice' as const), count: whole(15), value: whole(2 ** 32 - 1) }),
      fc.record({
        kind: fc.constant('uint' as const),
        count: whole(0),
        value: whole(Number.MAX_SAFE_INTEGER),
      }),
      fc.record({ kind: fc.constant('int' as const), count: whole(0), value: fc.integer() }),
      fc.record({
        kind: fc.constant('float64' as const),
        count: whole(0),
        value: fc.double({ noNaN: true }),
      }),
    );
    fc.assert(
      fc.property(fc.array(item), fc.string(), (items, text) => {
        const writer = new BitWriter();
        for (const { kind, count, value } of items)
          if (kind === 'bits') writer.bits(value % 2 ** count, count);
          else if (kind === 'rice') writer.rice(value, count);
          else writer[kind](value);
        writer.text(text);
        const reader = new BitReader(writer.finish());
        for (const { kind, count, value } of items)
          if (kind === 'bits') expect(reader.bits(count)).toBe(value % 2 ** count);
          else if (kind === 'rice') expect(reader.rice(count)).toBe(value);
          else expect(reader[kind]()).toBe(value);
        expect(reader.text()).toBe(new TextDecoder().decode(new TextEncoder().encode(text)));
        expect(reader.left).toBeLessThan(8);
      }),
    );
  });
});

describe('bits of any number', () => {
  it('come back whole, also where the room for them has just run out', () => {
    for (const bytes of [255, 256, 257, 512, 1024]) {
      const writer = new BitWriter();
      for (let i = 0; i < bytes; i++) writer.bits(i % 256, 8);
      writer.bits(5, 3);
      const reader = new BitReader(writer.finish());
      for (let i = 0; i < bytes; i++) reader.bits(8);
      expect(reader.bits(3)).toBe(5);
    }
  });
});

const row = fc.tuple(
  fc.integer({ min: -(2 ** 27), max: 2 ** 27 }),
  fc.integer({ min: -(2 ** 27), max: 2 ** 27 }),
  whole(511),
  whole(40_000),
  whole(40_000),
  whole(200),
  whole(1),
);
const rows = fc
  .array(fc.tuple(whole(400), row), { maxLength: 40 })
  .map((list): ReadonlyMap<number, Row> => new Map(list.sort(([a], [b]) => a - b)));
const snapshotAt = (tick: number): fc.Arbitrary<Snapshot> => rows.map((of) => ({ tick, rows: of }));

describe('snapshots', () => {
  it('come back from their differences to any two that the other side has', () => {
    fc.assert(
      fc.property(
        fc.option(snapshotAt(100)),
        fc.option(snapshotAt(103)),
        snapshotAt(109),
        (before, last, snapshot) => {
          const basis: Basis = { last, before: last && before };
          const writer = new BitWriter();
          writeSnapshot(writer, snapshot, basis);
          expect(readSnapshot(new BitReader(writer.finish()), 109, basis)).toEqual(snapshot);
        },
      ),
    );
  });

  it('are read or refused, whatever the bytes are', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), snapshotAt(3), (bytes, last) => {
        try {
          readSnapshot(new BitReader(bytes), 6, { last, before: null });
        } catch (error) {
          expect(error).toBeInstanceOf(RangeError);
        }
      }),
    );
  });

  it('take next to nothing for what rests, and for what goes on as it went', () => {
    const at = (tick: number): Snapshot => ({
      tick,
      rows: new Map(
        Array.from({ length: 100 }, (_, id) => [id, [id * 64, id % 2 ? 800 : tick * 12, 0, 128, 128, 0, 1]]),
      ),
    });
    const writer = new BitWriter();
    writeSnapshot(writer, at(9), { last: at(6), before: at(3) });
    expect(writer.finish().length).toBe(3);
  });

  it('tell places to an eighth of a pixel, and turns the shorter way', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -1e5, max: 1e5, noNaN: true }),
        fc.double({ min: -720, max: 720, noNaN: true }),
        (x, rotation) => {
          const look = lookOf(rowOf({ x, y: -x, rotation, width: 3, height: 4, frame: 2, visible: true }));
          expect(Math.abs(look.x - x)).toBeLessThanOrEqual(1 / 8);
          const turned = (((look.rotation - rotation) % 360) + 360) % 360;
          expect(Math.min(turned, 360 - turned)).toBeLessThan(0.4);
          expect(look).toMatchObject({ width: 3, height: 4, frame: 2, visible: true });
        },
      ),
    );
    expect(turnBetween(500, 20)).toBe(32);
    expect(turnBetween(20, 500)).toBe(-32);
  });
});
