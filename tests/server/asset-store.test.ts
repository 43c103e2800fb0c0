import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { FileAssetStore } from '../../src/lib/server/file-asset-store.ts';
import { MemoryAssetStore } from '../../src/lib/server/memory-asset-store.ts';
import { assetStoreContract } from '../contract/asset-store.ts';

const directories: string[] = [];
async function directory(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'perigee-assets-'));
  directories.push(path);
  return path;
}
afterAll(() => Promise.all(directories.map((path) => rm(path, { recursive: true }))));

assetStoreContract('MemoryAssetStore', async () => new MemoryAssetStore());
assetStoreContract('FileAssetStore', async () => new FileAssetStore(await directory()));

it('leaves no half-written file behind', async () => {
  const path = await directory();
  const store = new FileAssetStore(path);
  const source = async function* () {
    yield new Uint8Array([1, 2, 3]);
  };
  await expect(store.put('p', '0'.repeat(64), source())).rejects.toThrow('SHA-256');
  expect(await readdir(join(path, 'p'))).toEqual([]);
});
