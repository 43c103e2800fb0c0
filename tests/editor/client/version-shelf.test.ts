import { expect, it } from 'vitest';
import * as Y from 'yjs';
import type { ObjectStore } from '../../../src/lib/editor/client/object-store.ts';
import { VersionShelf, type ShelfDeps } from '../../../src/lib/editor/client/version-shelf.ts';
import { UnreachableError, type NewVersion } from '../../../src/lib/editor/client/versions-api.ts';

/** A server that can be out of reach, and a device that can be full. */
function world() {
  const stored = new Map<string, NewVersion>();
  const here = new Map<string, NewVersion>();
  const state = { away: false, full: false, refuses: '', marked: false };
  const reach = () => {
    if (state.away) throw new UnreachableError('The server cannot be reached.');
  };
  const kept: ObjectStore<NewVersion> = {
    async put(version) {
      if (state.full) throw new Error('QuotaExceededError');
      here.set(version.id, version);
    },
    delete: async (id) => void here.delete(id),
    all: async () => [...here.values()],
  };
  const deps: ShelfDeps = {
    async list() {
      reach();
      return [...stored.values()].map(({ bytes, by, ...version }) => ({
        ...{ ...version, by: [by], touched: {}, size: bytes.length },
      }));
    },
    async read(id) {
      reach();
      return stored.get(id)!.bytes;
    },
    async send(version) {
      reach();
      if (state.refuses) throw new Error(state.refuses);
      stored.set(version.id, version);
    },
    async rename(id, name) {
      reach();
      stored.set(id, { ...stored.get(id)!, name });
    },
    remove: async (id) => void stored.delete(id),
    kept,
    mark: (waiting) => (state.marked = waiting),
  };
  return { state, stored, here, open: () => new VersionShelf(deps) };
}

const docWith = (note: string): Y.Doc => {
  const doc = new Y.Doc();
  doc.getText('note').insert(0, note);
  return doc;
};
const names = async (shelf: VersionShelf) =>
  (await shelf.list()).versions.map(({ name, waiting }) => `${name}${waiting ? ' (waits)' : ''}`);

it('brings a version to the server at once when that is there', async () => {
  const { state, stored, here, open } = world();
  const shelf = open();
  await shelf.keep(docWith('one'), 'named', 'One', 'Ada');
  expect(await names(shelf)).toEqual(['One']);
  expect([stored.size, here.size, state.marked]).toEqual([1, 0, false]);
  const [{ id }] = [...stored.values()] as [NewVersion];
  expect((await shelf.open(id)).getText('note').toString()).toBe('one');
});

it('keeps it on this device while the server is away, and sends it from a later page', async () => {
  const { state, stored, here, open } = world();
  state.away = true;
  const first = open();
  await first.keep(docWith('one'), 'named', 'One', 'Ada');
  await first.keep(docWith('two'), 'import', '', '');
  expect((await first.list()).reachable).toBe(false);
  const { id } = (await first.list()).versions.find(({ name }) => name === 'One')!;
  await first.rename(id, 'Uno');
  // The page is closed; another one opens, still without the server, then it comes back.
  const second = open();
  expect(await names(second)).toContain('Uno (waits)');
  expect((await second.open(id)).getText('note').toString()).toBe('one');
  expect(state.marked).toBe(true);
  state.away = false;
  expect((await names(second)).sort()).toEqual(['', 'Uno']);
  expect([stored.size, here.size, state.marked]).toEqual([2, 0, false]);
});

it('says so when neither the server nor this device takes it, and still has it', async () => {
  const { state, open } = world();
  Object.assign(state, { away: true, full: true });
  const shelf = open();
  await expect(shelf.keep(docWith('one'), 'named', 'One', '')).rejects.toThrow(
    'only until this page is closed',
  );
  expect(await names(shelf)).toEqual(['One (waits)']);
  state.away = false;
  expect(await names(shelf)).toEqual(['One']);
});

it('tells what the server will never take, and goes on with the others', async () => {
  const { state, open } = world();
  const shelf = open();
  state.refuses = 'There are too many named versions: delete some that nobody needs.';
  await expect(shelf.keep(docWith('one'), 'named', 'One', '')).rejects.toThrow('too many named versions');
  state.refuses = '';
  await shelf.keep(docWith('two'), 'named', 'Two', '');
  expect(await names(shelf)).toEqual(['Two']);
});

it('takes away what waits here without asking anybody', async () => {
  const { state, here, open } = world();
  state.away = true;
  const shelf = open();
  await shelf.keep(docWith('one'), 'named', 'One', '');
  const { id } = (await shelf.list()).versions[0]!;
  await shelf.remove(id);
  expect([here.size, state.marked]).toEqual([0, false]);
});
