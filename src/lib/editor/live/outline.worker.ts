/** Finds outlines in pictures beside the page, so that the page stays quick however large they are. */
import type { Vec2 } from '../../base/geometry.ts';
import { traceOutlines } from '../core/shapes/trace-outline.ts';
import type { OutlineAnswer, OutlineQuestion } from './outline-session.svelte.ts';

/** Larger pictures are looked at in a smaller copy. */
const LARGEST_SIDE = 2048;

interface Picture {
  width: number;
  height: number;
  /** Pixels of the copy for one of the picture. */
  scale: number;
  alpha: Uint8Array;
}

let picture: Picture | null = null;

/** What is opaque in any of the frames. */
function read(frames: readonly ImageBitmap[]): Picture | null {
  const [first] = frames;
  if (!first) return null;
  const scale = Math.min(1, LARGEST_SIDE / Math.max(first.width, first.height));
  const width = Math.max(1, Math.round(first.width * scale));
  const height = Math.max(1, Math.round(first.height * scale));
  const ctx = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true })!;
  const alpha = new Uint8Array(width * height);
  for (const frame of frames) {
    ctx.clearRect(0, 0, width, height);
    ctx.drawImage(frame, 0, 0, width, height);
    frame.close();
    const { data } = ctx.getImageData(0, 0, width, height);
    for (let i = 0; i < alpha.length; i++) alpha[i] = Math.max(alpha[i]!, data[4 * i + 3]!);
  }
  return { width, height, scale, alpha };
}

self.onmessage = ({ data }: MessageEvent<OutlineQuestion>) => {
  if (data.frames) picture = read(data.frames);
  const outlines: Vec2[][] = [];
  if (picture) {
    const { width, height, scale, alpha } = picture;
    const options = { ...data.options, tolerance: data.options.tolerance * scale };
    for (const outline of traceOutlines(alpha, width, height, options))
      outlines.push(outline.map(([x, y]) => [x / width, y / height]));
  }
  const answer: OutlineAnswer = { id: data.id, outlines };
  self.postMessage(answer);
};
