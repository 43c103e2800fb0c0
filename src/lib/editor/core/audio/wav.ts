const HEADER = 44;

/**
 * The bytes of a WAV file of one channel, 16 bits a sample (RIFF WAVE with PCM, as in "Multimedia Programming Interface and Data
 * Specifications 1.0").
 * @param samples -1 to 1; what is louder is cut off
 * @param rate samples a second
 */
export function encodeWav(samples: Float32Array, rate: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(HEADER + samples.length * 2);
  const view = new DataView(bytes.buffer);
  const text = (at: number, word: string) => {
    for (let i = 0; i < word.length; i++) bytes[at + i] = word.charCodeAt(i);
  };
  text(0, 'RIFF');
  view.setUint32(4, bytes.length - 8, true);
  text(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, rate, true);
  view.setUint32(28, rate * 2, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  text(36, 'data');
  view.setUint32(40, samples.length * 2, true);
  samples.forEach((sample, at) => {
    const full = Math.round(Math.min(1, Math.max(-1, sample)) * 0x7fff);
    view.setInt16(HEADER + at * 2, full, true);
  });
  return bytes;
}
