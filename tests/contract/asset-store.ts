import { createHash } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { HashMismatchError, OffsetError, type AssetStore } from '../../src/lib/server/asset-store.ts';

const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

async function* pieces(...parts: Uint8Array[]) {
  yield* parts;
}

async function readAll(store: AssetStore, project: string, sha256: string): Promise<Buffer | null> {
  const asset = await store.get(project, sha256);
  if (!asset) return null;
  const parts: Uint8Array[] = [];
  for await (const part of asset.stream()) parts.push(part);
  const bytes = Buffer.concat(parts);
  expect(asset.size).toBe(bytes.length);
  return bytes;
}

/** What every {@link AssetStore} keeps to. `setUp` gives an empty one each time. */
export function assetStoreContract(name: string, setUp: () => Promise<AssetStore>): void {
  describe(`${name} keeps the contract of an asset store`, () => {
    const hello = Buffer.from('hello, assets');
    const hash = hashOf(hello);
    let store: AssetStore;
    beforeEach(async () => {
      store = await setUp();
    });

    it('has nothing at first', async () => {
      expect(await store.get('p', hash)).toBeNull();
    });

    it('gives back what came in, in any pieces', async () => {
      await store.put('p', hash, pieces(hello.subarray(0, 3), hello.subarray(3)));
      expect(await readAll(store, 'p', hash)).toEqual(hello);
    });

    it('stores an empty file', async () => {
      const empty = hashOf(Buffer.alloc(0));
      await store.put('p', empty, pieces());
      expect(await readAll(store, 'p', empty)).toEqual(Buffer.alloc(0));
    });

    it('takes the same file again, also at the same time', async () => {
      await Promise.all([store.put('p', hash, pieces(hello)), store.put('p', hash, pieces(hello))]);
      await store.put('p', hash, pieces(hello));
      expect(await readAll(store, 'p', hash)).toEqual(hello);
    });

    it('refuses bytes that do not have the announced hash, and keeps nothing of them', async () => {
      const wrong = hashOf(Buffer.from('something else'));
      await expect(store.put('p', wrong, pieces(hello))).rejects.toThrow(HashMismatchError);
      expect(await store.get('p', wrong)).toBeNull();
    });

    it('keeps nothing of an upload that broke off', async () => {
      const broken = async function* () {
        yield hello;
        throw new Error('connection lost');
      };
      await expect(store.put('p', hash, broken())).rejects.toThrow('connection lost');
      expect(await store.get('p', hash)).toBeNull();
    });

    it('takes a file in parts, and shows nothing of it before the last one', async () => {
      expect(await store.offset('p', hash)).toBe(0);
      expect(await store.append('p', hash, 0, hello.length, pieces(hello.subarray(0, 5)))).toBe(false);
      expect(await store.offset('p', hash)).toBe(5);
      expect(await store.get('p', hash)).toBeNull();
      expect(await store.append('p', hash, 5, hello.length, pieces(hello.subarray(5)))).toBe(true);
      expect(await readAll(store, 'p', hash)).toEqual(hello);
      expect(await store.offset('p', hash)).toBe(0);
    });

    it('goes on where a part broke off', async () => {
      const broken = async function* () {
        yield hello.subarray(0, 3);
        throw new Error('connection lost');
      };
      await expect(store.append('p', hash, 0, hello.length, broken())).rejects.toThrow('connection lost');
      const offset = await store.offset('p', hash);
      expect(await store.append('p', hash, offset, hello.length, pieces(hello.subarray(offset)))).toBe(true);
      expect(await readAll(store, 'p', hash)).toEqual(hello);
    });

    it('refuses parts that do not follow, says where it goes on, and keeps what it has', async () => {
      await store.append('p', hash, 0, hello.length, pieces(hello.subarray(0, 5)));
      const refused = store.append('p', hash, 3, hello.length, pieces(hello.subarray(3)));
      await expect(refused).rejects.toMatchObject({ name: 'OffsetError', offset: 5 });
      await expect(store.append('q', hash, 5, hello.length, pieces(hello))).rejects.toThrow(OffsetError);
      expect(await store.append('p', hash, 5, hello.length, pieces(hello.subarray(5)))).toBe(true);
    });

    it('takes one of two parts that come at once', async () => {
      const both = [0, 1].map(() => store.append('p', hash, 0, hello.length, pieces(hello)));
      const results = await Promise.allSettled(both);
      expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      expect(await readAll(store, 'p', hash)).toEqual(hello);
    });

    it('keeps nothing of parts that come to another hash, nor more bytes than were announced', async () => {
      const wrong = hashOf(Buffer.from('something else'));
      await expect(store.append('p', wrong, 0, hello.length, pieces(hello))).rejects.toThrow(
        HashMismatchError,
      );
      expect(await store.offset('p', wrong)).toBe(0);
      expect(await store.get('p', wrong)).toBeNull();
      await expect(store.append('p', hash, 0, 4, pieces(hello))).rejects.toThrow(RangeError);
      expect(await store.get('p', hash)).toBeNull();
    });

    it('keeps projects apart and removes them whole', async () => {
      await store.put('p', hash, pieces(hello));
      expect(await store.get('q', hash)).toBeNull();
      await store.put('q', hash, pieces(hello));
      await store.deleteProject('p');
      await store.deleteProject('never there');
      expect(await store.get('p', hash)).toBeNull();
      expect(await readAll(store, 'q', hash)).toEqual(hello);
    });
  });
}
