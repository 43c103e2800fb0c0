/** An asset's bytes do not have the hash they were announced with. */
export class HashMismatchError extends Error {
  constructor(
    readonly expected: string,
    readonly actual: string,
  ) {
    super(`The bytes have the SHA-256 ${actual}, but ${expected} was announced.`);
    this.name = 'HashMismatchError';
  }
}

/** Stored bytes, to be read once. */
export interface StoredAsset {
  /** Bytes. */
  size: number;
  stream(): AsyncIterable<Uint8Array>;
}

/**
 * Where the bytes of assets live: per project, addressed by their SHA-256 (lower-case hex), so that a file
 * used twice is stored once and a stored file never changes.
 */
export interface AssetStore {
  /**
   * Stores bytes; when `put` has resolved they survive a crash. Storing what is there already is no error.
   * @throws {@link HashMismatchError}, and nothing is stored; whatever `source` throws is passed on.
   */
  put(project: string, sha256: string, source: AsyncIterable<Uint8Array>): Promise<void>;
  /** `null` when it is not there. */
  get(project: string, sha256: string): Promise<StoredAsset | null>;
  /** Removes everything of a project; no error when there is nothing. */
  deleteProject(project: string): Promise<void>;
}

/** The form of a SHA-256 in addresses and in documents. */
export const isSha256 = (text: string): boolean => /^[0-9a-f]{64}$/.test(text);
