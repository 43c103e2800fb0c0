import { ProblemError } from '../../base/result.ts';
import { sha256Hex } from '../../base/sha256.ts';
import { MAX_ASSET_BYTES } from '../../net/wire.ts';
import { decodeSound } from '../../runtime/game-sounds.ts';
import type { AssetData } from '../../schema/project.ts';

const KINDS: Readonly<Record<string, AssetData['kind']>> = {
  png: 'image',
  jpg: 'image',
  jpeg: 'image',
  gif: 'image',
  webp: 'image',
  avif: 'image',
  svg: 'image',
  wav: 'sound',
  mp3: 'sound',
  ogg: 'sound',
  m4a: 'sound',
  flac: 'sound',
  woff: 'font',
  woff2: 'font',
  ttf: 'font',
  otf: 'font',
};

/** The SHA-256 of bytes in lower-case hex. */
export async function hashOf(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  // Browsers give the fast way only to pages from this machine or over HTTPS.
  const subtle: SubtleCrypto | undefined = globalThis.crypto?.subtle;
  if (!subtle) return sha256Hex(bytes);
  const hash = new Uint8Array(await subtle.digest('SHA-256', bytes));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** What a document says about a file, except its hash. Images get their size in pixels where it can be found. */
export async function describeAsset(
  bytes: Uint8Array<ArrayBuffer>,
  name: string,
): Promise<Omit<AssetData, 'sha256'>> {
  const kind = KINDS[name.split('.').pop()?.toLowerCase() ?? ''] ?? 'data';
  return { name, kind, size: bytes.length, meta: await measured(kind, bytes, name) };
}

async function measured(
  kind: AssetData['kind'],
  bytes: Uint8Array<ArrayBuffer>,
  name: string,
): Promise<AssetData['meta']> {
  if (kind === 'image') return imageSize(bytes, name);
  return kind === 'sound' ? soundLength(bytes, name) : {};
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

/** Sends a file's bytes to where they belong. @throws {@link ProblemError} when that did not work */
export async function uploadAsset(url: string, bytes: Uint8Array<ArrayBuffer>, name: string): Promise<void> {
  let response: Response;
  try {
    response = await fetch(url, { method: 'PUT', body: bytes });
  } catch {
    throw new ProblemError({
      file: name,
      message: 'Could not be stored: the server cannot be reached. Try again when you are online.',
    });
  }
  if (response.ok) return;
  const answer = (await response.json().catch(() => ({}))) as { error?: string };
  throw new ProblemError({
    file: name,
    message: `Could not be stored. ${answer.error ?? `The server answered ${response.status}.`}`,
  });
}

async function imageSize(bytes: Uint8Array<ArrayBuffer>, name: string): Promise<AssetData['meta']> {
  const type = name.toLowerCase().endsWith('.svg') ? 'image/svg+xml' : '';
  const url = URL.createObjectURL(new Blob([bytes], { type }));
  try {
    // An element, not createImageBitmap, as only elements take SVG.
    const image = new Image();
    image.src = url;
    await image.decode();
    return { width: image.naturalWidth, height: image.naturalHeight };
  } catch {
    throw new ProblemError({ file: name, message: 'This is not an image that the browser can show.' });
  } finally {
    URL.revokeObjectURL(url);
  }
}

async function soundLength(bytes: Uint8Array<ArrayBuffer>, name: string): Promise<AssetData['meta']> {
  try {
    // Decoding takes the buffer away from whoever gave it.
    const { duration } = await decodeSound(bytes.slice().buffer);
    return { duration };
  } catch {
    throw new ProblemError({ file: name, message: 'This is not a sound that the browser can play.' });
  }
}
