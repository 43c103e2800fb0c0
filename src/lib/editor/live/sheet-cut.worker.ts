/** Cuts images into frames beside the page, so that the page stays quick however large they are. */
import { alphaFrames } from '../core/sheets/slice-alpha.ts';
import { gridFrames, isEmpty } from '../core/sheets/slice-grid.ts';
import type { CutAnswer, CutQuestion } from './sheet-cutter.ts';

let alpha = new Uint8Array(0);
let [width, height] = [0, 0];

function read(image: ImageBitmap): void {
  ({ width, height } = image);
  alpha = new Uint8Array(width * height);
  const rows = Math.max(1, Math.floor((1 << 22) / width));
  const ctx = new OffscreenCanvas(width, Math.min(rows, height)).getContext('2d', {
    willReadFrequently: true,
  })!;
  // In bands: the pixels of a large image would take four times the memory of their opacity.
  for (let top = 0; top < height; top += rows) {
    const high = Math.min(rows, height - top);
    ctx.clearRect(0, 0, width, rows);
    ctx.drawImage(image, 0, -top);
    const { data } = ctx.getImageData(0, 0, width, high);
    for (let i = 0; i < width * high; i++) alpha[top * width + i] = data[4 * i + 3]!;
  }
  image.close();
}

self.onmessage = ({ data }: MessageEvent<CutQuestion>) => {
  if (data.image) read(data.image);
  const { cut } = data;
  const frames =
    cut.kind === 'alpha'
      ? alphaFrames(alpha, width, height, cut)
      : gridFrames([width, height], cut).filter((rect) => cut.empty || !isEmpty(alpha, width, rect));
  self.postMessage({ id: data.id, frames } satisfies CutAnswer);
};
