import { createHash } from 'node:crypto';
import { HashMismatchError, type AssetStore, type StoredAsset } from './asset-store.ts';

/** An {@link AssetStore} that lasts as long as the object: for tests. */
export class MemoryAssetStore implements AssetStore {
  readonly #projects = new Map<string, Map<string, Uint8Array>>();

  async put(project: string, sha256: string, source: AsyncIterable<Uint8Array>): Promise<void> {
    const chunks: Uint8Array[] = [];
    for await (const chunk of source) chunks.push(chunk);
    const bytes = Buffer.concat(chunks);
    const actual = createHash('sha256').update(bytes).digest('hex');
    if (actual !== sha256) throw new HashMismatchError(sha256, actual);
    const assets = this.#projects.get(project) ?? new Map<string, Uint8Array>();
    this.#projects.set(project, assets.set(sha256, bytes));
  }

  async get(project: string, sha256: string): Promise<StoredAsset | null> {
    const bytes = this.#projects.get(project)?.get(sha256);
    if (!bytes) return null;
    return {
      size: bytes.length,
      async *stream() {
        yield bytes;
      },
    };
  }

  async deleteProject(project: string): Promise<void> {
    this.#projects.delete(project);
  }
}
