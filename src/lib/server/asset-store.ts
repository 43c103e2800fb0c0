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

/** A part of a file came that does not follow what is there of it already; the file goes on at `offset`. */
export class OffsetError extends Error {
  /** @param offset bytes */
  constructor(readonly offset: number) {
    super(`The file goes on at byte ${offset}.`);
    this.name = 'OffsetError';
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
  /** How many bytes are there of a file that is still coming in by {@link append}; 0 for none. */
  offset(project: string, sha256: string): Promise<number>;
  /**
   * Takes a part of a file. When the last byte has come it is stored as by {@link put}; before that nobody can read it.
   * What has arrived of a part that broke off stays.
   * @param from which byte of the file the part begins at
   * @param total bytes of the whole file
   * @returns whether the file is complete
   * @throws {@link OffsetError} when it does not go on there, or while another part is coming;
   *   {@link HashMismatchError} at the end, and nothing is kept; whatever `source` throws is passed on.
   */
  append(
    project: string,
    sha256: string,
    from: number,
    total: number,
    source: AsyncIterable<Uint8Array>,
  ): Promise<boolean>;
  /** `null` when it is not there. */
  get(project: string, sha256: string): Promise<StoredAsset | null>;
  /** Removes everything of a project; no error when there is nothing. */
  deleteProject(project: string): Promise<void>;
}

/** The form of a SHA-256 in addresses and in documents. */
export const isSha256 = (text: string): boolean => /^[0-9a-f]{64}$/.test(text);
