import { fileType } from '../../base/file-type.ts';

/**
 * The media type that an asset is served as, by its first bytes and never by its name, so that nothing is served as a
 * page or a script: what is no picture, sound or font is `application/octet-stream`.
 */
export function sniffMediaType(start: Uint8Array): string {
  const type = fileType(start);
  return type && type.kind !== 'text' && type.kind !== 'zip' ? type.mediaType : 'application/octet-stream';
}
