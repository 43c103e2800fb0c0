/** Chunks of a WebP that show something (RFC 9649, 2.7). */
const NEEDED = ['VP8 ', 'VP8L', 'VP8X', 'ALPH', 'ANIM', 'ANMF'];
/** Flags of VP8X that tell of a colour profile, Exif and XMP. */
const METADATA = 0x20 | 0x08 | 0x04;

/**
 * A WebP that holds nothing but its pixels, each as it was: no metadata, nothing after its end.
 * @returns `null` for what is damaged or no WebP
 */
export function plainWebp(bytes: Uint8Array): Uint8Array | null {
  const name = (at: number) => String.fromCharCode(...bytes.subarray(at, at + 4));
  if (bytes.length < 20 || name(0) !== 'RIFF' || name(8) !== 'WEBP') return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = Math.min(bytes.length, 8 + view.getUint32(4, true));
  const plain = new Uint8Array(bytes.length);
  plain.set(bytes.subarray(0, 12));
  let size = 12;
  for (let at = 12; at + 8 <= end;) {
    const length = view.getUint32(at + 4, true);
    if (at + 8 + length > bytes.length) return null;
    const next = at + 8 + length + (length % 2);
    if (NEEDED.includes(name(at))) {
      plain.set(bytes.subarray(at, Math.min(next, bytes.length)), size);
      if (name(at) === 'VP8X') plain[size + 8]! &= ~METADATA;
      size += next - at;
    }
    at = next;
  }
  if (size === 12) return null;
  new DataView(plain.buffer).setUint32(4, size - 8, true);
  return plain.slice(0, size);
}
