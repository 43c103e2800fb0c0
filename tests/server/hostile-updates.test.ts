import fc from 'fast-check';
import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { MemoryUpdateLog } from '../../src/lib/server/memory-update-log.ts';
import { Room, type Member } from '../../src/lib/server/room.ts';

const nobody: Member = { send() {}, sendFramed() {}, prove() {}, readOnlyChanged() {}, close() {} };

/** A document with maps, text, deletions and two authors, as one update. */
function sample(): Uint8Array {
  const doc = new Y.Doc();
  doc.clientID = 1;
  doc.getMap('scenes').set('s', new Y.Map([['name', 'One']]));
  doc.getText('script').insert(0, 'hello world');
  doc.getText('script').delete(2, 4);
  const other = new Y.Doc();
  other.clientID = 2;
  Y.applyUpdate(other, Y.encodeStateAsUpdate(doc));
  other.getText('script').insert(3, 'there');
  other.getMap('scenes').delete('s');
  return Y.encodeStateAsUpdate(other);
}

const original = sample();
/** The sample with some bytes changed, and perhaps cut short. */
const damaged = fc
  .record({
    changes: fc.array(fc.tuple(fc.nat(original.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 }),
    length: fc.integer({ min: 1, max: original.length }),
    cut: fc.boolean(),
  })
  .map(({ changes, length, cut }) => {
    const bytes = original.slice(0, cut ? length : original.length);
    for (const [at, value] of changes) if (at < bytes.length) bytes[at] = value;
    return bytes;
  });

it('goes on working, in memory and in its log, whatever damaged updates come in', async () => {
  const check = fc.asyncProperty(fc.array(damaged, { minLength: 1, maxLength: 8 }), async (updates) => {
    const parts = {
      log: new MemoryUpdateLog(),
      compact: async () => {},
      onFailure() {},
    };
    const room = await Room.load('r', parts);
    room.doc.clientID = 99;
    for (const update of updates) {
      try {
        room.receiveUpdate(update, nobody);
      } catch {
        // The connection that sent it is closed.
      }
    }
    room.doc.getText('mine').insert(0, 'all well');
    await room.durable();
    const again = await Room.load('r', parts);
    expect(again.doc.getText('mine').toString()).toBe('all well');
    expect(Y.encodeStateVector(again.doc)).toEqual(Y.encodeStateVector(room.doc));
    room.discard();
    again.discard();
  });
  await fc.assert(check, { numRuns: 150 });
});
