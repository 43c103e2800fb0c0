import { expect, it, onTestFinished } from 'vitest';
import * as Y from 'yjs';
import { MemoryUpdateLog } from '../../src/lib/server/memory-update-log.ts';
import { Merger } from '../../src/lib/server/merger.ts';
import { Room, type Compaction } from '../../src/lib/server/room.ts';
import type { LogEntry } from '../../src/lib/server/update-log.ts';
import { until } from './test-server.ts';

/** A document that was written and half deleted, as a snapshot and the updates after it. */
function history(): { doc: Y.Doc; entries: LogEntry[] } {
  const doc = new Y.Doc();
  const note = doc.getText('note');
  note.insert(0, 'before');
  const entries: LogEntry[] = [{ kind: 'snapshot', bytes: Y.encodeStateAsUpdateV2(doc) }];
  doc.on('update', (bytes: Uint8Array) => entries.push({ kind: 'update', bytes }));
  for (let i = 0; i < 500; i++) note.insert(0, `word ${i} `);
  note.delete(0, 3000);
  return { doc, entries };
}

function merger(): Merger {
  const made = new Merger();
  onTestFinished(() => made.close());
  return made;
}

it('makes one small snapshot of a log, beside what else goes on', async () => {
  const { doc, entries } = history();
  const snapshot = await merger().merge(entries);
  const read = new Y.Doc();
  Y.applyUpdateV2(read, snapshot);
  expect(read.getText('note').toString()).toBe(doc.getText('note').toString());
  expect(snapshot.length).toBeLessThan(entries.reduce((sum, { bytes }) => sum + bytes.length, 0) / 4);
});

it('says what it cannot read, and reads the next one', async () => {
  const { merge } = merger();
  const { entries } = history();
  const damaged: LogEntry = { kind: 'update', bytes: new Uint8Array([9, 9, 9]) };
  const [bad, good] = await Promise.allSettled([merge([damaged]), merge(entries)]);
  expect([bad.status, good.status]).toEqual(['rejected', 'fulfilled']);
});

it('gives up what is under way when it is closed', async () => {
  const made = new Merger();
  const merging = made.merge(history().entries);
  made.close();
  await expect(merging).rejects.toThrow('stopping');
});

it('keeps nobody waiting: what is written while a log is merged is acknowledged, and a merge that fails is tried later', async () => {
  const log = new MemoryUpdateLog();
  const merging: ((result: Promise<Uint8Array>) => void)[] = [];
  const compactions: Compaction[] = [];
  const room = await Room.load('r', {
    log,
    merge: () => new Promise((resolve) => merging.push(resolve)),
    onFailure() {},
    onCompaction: (result) => void compactions.push(result),
    compactWhen: { updates: 3, bytes: Infinity },
  });
  onTestFinished(() => room.discard());
  const write = (count: number) => {
    for (let i = 0; i < count; i++) room.doc.getText('note').insert(0, 'x');
  };
  write(5);
  await room.durable();
  expect([merging.length, (await log.load('r')).length]).toEqual([1, 5]);
  merging[0]!(Promise.reject(new Error('no memory')));
  await until(() => compactions.length === 1);
  expect(compactions[0]!.error).toMatchObject({ message: 'no memory' });
  expect([room.readOnly, (await log.load('r')).length]).toEqual([null, 5]);
  write(3);
  await room.durable();
  merging[1]!(Promise.resolve(Y.encodeStateAsUpdateV2(room.doc)));
  await until(() => compactions.length === 2);
  expect((await log.load('r')).map(({ kind }) => kind)[0]).toBe('snapshot');
});
