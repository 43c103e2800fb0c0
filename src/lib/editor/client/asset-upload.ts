import { fileType, type FileType } from '../../base/file-type.ts';
import { ProblemError } from '../../base/result.ts';
import { sha256Hex } from '../../base/sha256.ts';
import { checkedHeader } from '../../import/image-limits.ts';
import { MAX_ASSET_BYTES } from '../../net/wire.ts';
import { decodeSound } from '../../runtime/game-sounds.ts';
import type { AssetData } from '../../schema/project.ts';

/** The SHA-256 of bytes in lower-case hex. */
export async function hashOf(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  // Browsers give the fast way only to pages from this machine or over HTTPS.
  const subtle: SubtleCrypto | undefined = globalThis.crypto?.subtle;
  if (!subtle) return sha256Hex(bytes);
  const hash = new Uint8Array(await subtle.digest('SHA-256', bytes));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * What a document says about a file, except its hash: by its bytes, whatever it is called. Images get their size in
 * pixels, sounds how long they last. @throws {@link ProblemError} for what is damaged
 */
export async function describeAsset(
  bytes: Uint8Array<ArrayBuffer>,
  name: string,
): Promise<Omit<AssetData, 'sha256'>> {
  const type = fileType(bytes);
  const kind = type && type.kind !== 'text' && type.kind !== 'zip' ? type.kind : 'data';
  const meta = kind === 'image' ? imageSize(bytes, type!, name) : await tryAsset(kind, bytes, name);
  return { name, kind, size: bytes.length, meta };
}

/**
 * Tries what only a browser can read: sounds, which tell how long they last, and fonts.
 * @throws {@link ProblemError} for what cannot be used
 */
export async function tryAsset(
  kind: AssetData['kind'],
  bytes: Uint8Array<ArrayBuffer>,
  name: string,
): Promise<AssetData['meta']> {
  if (kind === 'sound') return soundLength(bytes, name);
  if (kind === 'font') await readFont(bytes, name);
  return {};
}

function imageSize(bytes: Uint8Array, type: FileType, name: string): AssetData['meta'] {
  const header = checkedHeader(bytes, type, name);
  if (!header.ok) throw new ProblemError(header.error);
  return { width: header.value.width, height: header.value.height };
}

/** Refuses what the server would refuse, before it is sent. @throws {@link ProblemError} */
export function checkSize(bytes: Uint8Array, name: string): void {
  if (bytes.length <= MAX_ASSET_BYTES) return;
  const limit = MAX_ASSET_BYTES / 1024 / 1024;
  throw new ProblemError({
    file: name,
    message: `The file is too large: at most ${limit} MB can be stored.`,
  });
}

async function readFont(bytes: Uint8Array<ArrayBuffer>, name: string): Promise<void> {
  if (typeof FontFace === 'undefined') return;
  try {
    await new FontFace('tried', bytes).load();
  } catch {
    throw new ProblemError({ file: name, message: 'This is not a font that the browser can read.' });
  }
}

/** How long a sound lasts. */
async function soundLength(bytes: Uint8Array<ArrayBuffer>, name: string): Promise<AssetData['meta']> {
  try {
    // Decoding takes the buffer away from whoever gave it.
    const { duration } = await decodeSound(bytes.slice().buffer);
    return { duration };
  } catch {
    throw new ProblemError({ file: name, message: 'This is not a sound that the browser can play.' });
  }
}
