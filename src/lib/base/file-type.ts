/** What a file is, told by its bytes: names lie, and what is served or opened must not depend on them. */

export interface FileType {
  kind: 'image' | 'sound' | 'font' | 'zip' | 'text';
  /** As the web names it, such as `image/png`. */
  mediaType: string;
  /** Endings that files of this type go by, the usual one first. */
  endings: readonly string[];
}

type Row = readonly [FileType['kind'], mediaType: string, ...endings: string[]];
const typeOf = ([kind, mediaType, ...endings]: Row): FileType => ({ kind, mediaType, endings });

const mp3: Row = ['sound', 'audio/mpeg', 'mp3'];
const mp4: Row = ['sound', 'audio/mp4', 'm4a', 'mp4'];

/** Signature at the start of a file, and what it then is. */
const SIGNATURES: readonly (readonly [string, Row])[] = [
  ['\x89PNG\r\n\x1a\n', ['image', 'image/png', 'png', 'apng']],
  ['\xff\xd8\xff', ['image', 'image/jpeg', 'jpg', 'jpeg', 'jfif']],
  ['GIF87a', ['image', 'image/gif', 'gif']],
  ['GIF89a', ['image', 'image/gif', 'gif']],
  ['OggS', ['sound', 'audio/ogg', 'ogg', 'oga', 'opus']],
  ['ID3', mp3],
  ['\xff\xfb', mp3],
  ['\xff\xf3', mp3],
  ['\xff\xf2', mp3],
  ['fLaC', ['sound', 'audio/flac', 'flac']],
  ['wOF2', ['font', 'font/woff2', 'woff2']],
  ['wOFF', ['font', 'font/woff', 'woff']],
  ['OTTO', ['font', 'font/otf', 'otf']],
  ['\0\x01\0\0', ['font', 'font/ttf', 'ttf']],
  ['PK\x03\x04', ['zip', 'application/zip', 'zip']],
  ['PK\x05\x06', ['zip', 'application/zip', 'zip']],
];
const WEBP: Row = ['image', 'image/webp', 'webp'];
const WAVE: Row = ['sound', 'audio/wav', 'wav', 'wave'];
const AVIF: Row = ['image', 'image/avif', 'avif'];
const BMP: Row = ['image', 'image/bmp', 'bmp'];
const SVG: Row = ['image', 'image/svg+xml', 'svg'];
const TEXT: Row = ['text', 'text/plain', 'txt'];

/** How much of a file is looked at, in bytes. */
const HEAD = 4096;

/** What a file is by its first bytes; `null` when they are of no type that is known here. */
export function fileType(start: Uint8Array): FileType | null {
  const head = String.fromCharCode(...start.subarray(0, 32));
  for (const [signature, row] of SIGNATURES) if (head.startsWith(signature)) return typeOf(row);
  if (head.startsWith('RIFF')) {
    const form = head.slice(8, 12);
    return form === 'WEBP' ? typeOf(WEBP) : form === 'WAVE' ? typeOf(WAVE) : null;
  }
  if (head.slice(4, 8) === 'ftyp') return typeOf(/^avi[fs]/.test(head.slice(8, 12)) ? AVIF : mp4);
  // Two letters are not much: the sizes of the headers must fit as well.
  if (head.startsWith('BM') && head.slice(6, 10) === '\0\0\0\0' && head.slice(15, 18) === '\0\0\0')
    return typeOf(BMP);
  const text = textOf(start.subarray(0, HEAD));
  if (text === null) return null;
  return typeOf(isSvg(text) ? SVG : TEXT);
}

/** Text in UTF-8, or what of it is cut off at the end; `null` for anything else. */
function textOf(bytes: Uint8Array): string | null {
  // eslint-disable-next-line no-control-regex
  const control = /[\x00-\x08\x0e-\x1a\x1c-\x1f]/;
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return control.test(text) ? null : text;
  } catch {
    return null;
  }
}

const isSvg = (text: string): boolean =>
  /^\uFEFF?\s*(<\?xml[^>]*>\s*)?(<!--[\s\S]*?-->\s*)*(<!DOCTYPE\s+svg[^>[]*(\[[\s\S]*?\]\s*)?>\s*)?(<!--[\s\S]*?-->\s*)*<(\w+:)?svg[\s/>]/i.test(
    text,
  );
