import { createHash } from 'node:crypto';
import { HashMismatchError, OffsetError, type AssetStore, type StoredAsset } from './asset-store.ts';

/** An {@link AssetStore} that lasts as long as the object: for tests. */
export class MemoryAssetStore implements AssetStore {
  readonly #projects = new Map<string, Map<string, Uint8Array>>();
  /** Files that are still coming in, by project and hash. */
  readonly #parts = new Map<string, Uint8Array>();
  readonly #busy = new Set<string>();

  async put(project: string, sha256: string, source: AsyncIterable<Uint8Array>): Promise<void> {
    const chunks: Uint8Array[] = [];
    for await (const chunk of source) chunks.push(chunk);
    const bytes = Buffer.concat(chunks);
    const actual = createHash('sha256').update(bytes).digest('hex');
    if (actual !== sha256) throw new HashMismatchError(sha256, actual);
    const assets = this.#projects.get(project) ?? new Map<string, Uint8Array>();
    this.#projects.set(project, assets.set(sha256, bytes));
  }

  offset(project: string, sha256: string): Promise<number> {
    return Promise.resolve(this.#parts.get(`${project}/${sha256}`)?.length ?? 0);
  }

  async append(
    project: string,
    sha256: string,
    from: number,
    total: number,
    source: AsyncIterable<Uint8Array>,
  ): Promise<boolean> {
    const key = `${project}/${sha256}`;
    const there = () => this.#parts.get(key) ?? new Uint8Array();
    if (from !== there().length || this.#busy.has(key)) throw new OffsetError(there().length);
    this.#busy.add(key);
    try {
      for await (const piece of source) {
        if (there().length + piece.length > total)
          throw new RangeError('More bytes came than were announced.');
        this.#parts.set(key, Buffer.concat([there(), piece]));
      }
      if (there().length < total) return false;
      const whole = there();
      this.#parts.delete(key);
      await this.put(
        project,
        sha256,
        (async function* () {
          yield whole;
        })(),
      );
      return true;
    } finally {
      this.#busy.delete(key);
    }
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
    for (const key of [...this.#parts.keys()]) if (key.startsWith(`${project}/`)) this.#parts.delete(key);
  }
}
