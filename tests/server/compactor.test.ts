import { expect, it, onTestFinished } from 'vitest';
import * as Y from 'yjs';
import { Compactor, type Compaction } from '../../src/lib/server/compactor.ts';
import { MemoryUpdateLog } from '../../src/lib/server/memory-update-log.ts';
import { Merger } from '../../src/lib/server/merger.ts';
import { Room } from '../../src/lib/server/room.ts';
import type { LogEntry, Merge } from '../../src/lib/server/update-log.ts';
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

it('keeps what waits for something that is missing', async () => {
  const doc = new Y.Doc();
  const entries: LogEntry[] = [];
  doc.on('update', (bytes: Uint8Array) => entries.push({ kind: 'update', bytes }));
  for (const letter of 'abc') doc.getText('note').insert(0, letter);
  const snapshot = await merger().merge([entries[0]!, entries[2]!]);
  const read = new Y.Doc();
  Y.applyUpdateV2(read, snapshot);
  expect(read.getText('note').toString()).toBe('a');
  Y.applyUpdate(read, entries[1]!.bytes);
  expect(read.getText('note').toString()).toBe('cba');
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

/** A log whose folds end when they are told to. */
class SlowFolds extends MemoryUpdateLog {
  readonly folds: { room: string; end: (failed: Error | null) => void }[] = [];
  override async fold(room: string, merge: Merge): Promise<void> {
    const failed = await new Promise<Error | null>((end) => this.folds.push({ room, end }));
    if (failed) throw failed;
    await super.fold(room, merge);
  }
}

it('keeps nobody waiting: what is written while a log is made shorter is acknowledged, and a failure changes nothing', async () => {
  const log = new SlowFolds();
  const compactions: Compaction[] = [];
  const compactor = new Compactor(log, (each) => void compactions.push(each));
  onTestFinished(() => compactor.close());
  const room = await Room.load('r', {
    log,
    compact: (id) => compactor.compact(id),
    onFailure() {},
    compactWhen: { updates: 3, bytes: Infinity },
  });
  onTestFinished(() => room.discard());
  const write = (count: number) => {
    for (let i = 0; i < count; i++) room.doc.getText('note').insert(0, 'x');
  };
  write(5);
  await room.durable();
  expect([log.folds.length, (await log.load('r')).length]).toEqual([1, 5]);
  log.folds[0]!.end(new Error('no memory'));
  await until(() => compactions.length === 1);
  expect(compactions[0]).toMatchObject({ room: 'r', error: { message: 'no memory' } });
  expect([room.readOnly, (await log.load('r')).length]).toEqual([null, 5]);
  write(3);
  await room.durable();
  await until(() => log.folds.length === 2);
  log.folds[1]!.end(null);
  await until(() => compactions.length === 2);
  expect((await log.load('r')).map(({ kind }) => kind)).toEqual(['snapshot']);
});

it('makes one log shorter after the other, and none after it was closed', async () => {
  const log = new SlowFolds();
  const done: string[] = [];
  const compactor = new Compactor(log, ({ room }) => void done.push(room));
  const all = ['a', 'b', 'c'].map((room) => compactor.compact(room));
  await until(() => log.folds.length > 0);
  log.folds[0]!.end(null);
  await all[0];
  expect([done, log.folds.map(({ room }) => room)]).toEqual([['a'], ['a', 'b']]);
  const closed = compactor.close();
  log.folds[1]!.end(new Error('stopping'));
  await closed;
  await Promise.all(all);
  expect([done, log.folds.length]).toEqual([['a'], 2]);
});
