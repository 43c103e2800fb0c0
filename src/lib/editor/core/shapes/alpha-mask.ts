/** Which pixels of a picture are there, sorted into islands. Pure. */

/** Pixels row by row; each has the number of its island, 0 for none. */
export interface Islands {
  readonly width: number;
  readonly height: number;
  readonly labels: Int32Array;
  /** Numbers of the islands, from 1 on. */
  readonly ids: readonly number[];
}

/** Columns and rows that a set of pixels reaches over: from the first to behind the last. */
export interface PixelBox {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** A stack of pixel indices that is used over and over, so that large pictures do not fill the memory with garbage. */
class Flood {
  readonly #stack: Int32Array;
  #top = 0;

  constructor(size: number) {
    this.#stack = new Int32Array(size);
  }

  push(at: number): void {
    this.#stack[this.#top++] = at;
  }

  pop(): number {
    return this.#top === 0 ? -1 : this.#stack[--this.#top]!;
  }
}

/**
 * Pixels of at least an opacity, in islands: those that hang together by their sides. Smaller islands are left out.
 * @param alpha opacity of each pixel, row by row, 0 to 255
 * @param smallest fewest pixels of an island
 */
export function islandsOf(
  alpha: Uint8Array,
  width: number,
  height: number,
  threshold: number,
  smallest: number,
): Islands {
  const mask = new Uint8Array(width * height);
  for (let i = 0; i < mask.length; i++) mask[i] = alpha[i]! >= threshold ? 1 : 0;
  return label(mask, width, height, smallest);
}

function label(mask: Uint8Array, width: number, height: number, smallest: number): Islands {
  const labels = new Int32Array(mask.length);
  const flood = new Flood(mask.length);
  const members = new Int32Array(mask.length);
  const ids: number[] = [];
  let next = 1;
  for (let start = 0; start < mask.length; start++) {
    if (!mask[start] || labels[start]) continue;
    let count = 0;
    const take = (at: number) => {
      labels[at] = next;
      members[count++] = at;
      flood.push(at);
    };
    take(start);
    for (let at = flood.pop(); at >= 0; at = flood.pop()) {
      const x = at % width;
      if (x > 0 && mask[at - 1] && !labels[at - 1]) take(at - 1);
      if (x < width - 1 && mask[at + 1] && !labels[at + 1]) take(at + 1);
      if (at >= width && mask[at - width] && !labels[at - width]) take(at - width);
      if (at + width < mask.length && mask[at + width] && !labels[at + width]) take(at + width);
    }
    if (count >= smallest) ids.push(next++);
    else for (let i = 0; i < count; i++) labels[members[i]!] = -1;
  }
  for (let i = 0; i < labels.length; i++) if (labels[i] === -1) labels[i] = 0;
  return { width, height, labels, ids };
}

/** The boxes of all islands, by number. */
export function boxesOf({ width, labels, ids }: Islands): Map<number, PixelBox> {
  const boxes = new Map<number, { left: number; top: number; right: number; bottom: number }>();
  for (const id of ids) boxes.set(id, { left: Infinity, top: Infinity, right: 0, bottom: 0 });
  for (let i = 0; i < labels.length; i++) {
    const box = boxes.get(labels[i]!);
    if (!box) continue;
    const [x, y] = [i % width, Math.floor(i / width)];
    box.left = Math.min(box.left, x);
    box.right = Math.max(box.right, x + 1);
    box.top = Math.min(box.top, y);
    box.bottom = Math.max(box.bottom, y + 1);
  }
  return boxes;
}

/**
 * The holes of an island: what of its box cannot be reached from outside, corners being passages.
 * @returns pixel indices of each hole
 */
export function holesOf({ width, labels }: Islands, id: number, box: PixelBox): number[][] {
  const [w, h] = [box.right - box.left + 2, box.bottom - box.top + 2];
  // One pixel of sea around the box, so that everything outside hangs together.
  const seen = new Uint8Array(w * h);
  const land = (x: number, y: number): boolean => {
    if (x === 0 || y === 0 || x === w - 1 || y === h - 1) return false;
    return labels[(y - 1 + box.top) * width + x - 1 + box.left] === id;
  };
  const flood = new Flood(w * h);
  const fill = (start: number): number[] => {
    const found: number[] = [];
    seen[start] = 1;
    flood.push(start);
    for (let at = flood.pop(); at >= 0; at = flood.pop()) {
      const [x, y] = [at % w, Math.floor(at / w)];
      if (x > 0 && y > 0 && x < w - 1 && y < h - 1) found.push((y - 1 + box.top) * width + x - 1 + box.left);
      for (let ny = Math.max(0, y - 1); ny <= Math.min(h - 1, y + 1); ny++)
        for (let nx = Math.max(0, x - 1); nx <= Math.min(w - 1, x + 1); nx++) {
          const next = ny * w + nx;
          if (seen[next] || land(nx, ny)) continue;
          seen[next] = 1;
          flood.push(next);
        }
    }
    return found;
  };
  fill(0);
  const holes: number[][] = [];
  for (let at = 0; at < seen.length; at++)
    if (!seen[at] && !land(at % w, Math.floor(at / w))) holes.push(fill(at));
  return holes;
}

/** Islands with their holes filled up to a size; what lay in a hole that is filled belongs to the island around it. */
export function withoutHoles(islands: Islands, largest: number): Islands {
  const labels = islands.labels.slice();
  const filled: Islands = { ...islands, labels };
  const lost = new Set<number>();
  for (const [id, box] of boxesOf(islands)) {
    if (lost.has(id)) continue;
    for (const hole of holesOf(filled, id, box)) {
      if (hole.length > largest) continue;
      for (const at of hole) {
        if (labels[at]! > 0) lost.add(labels[at]!);
        labels[at] = id;
      }
    }
  }
  return { ...filled, ids: islands.ids.filter((id) => !lost.has(id)) };
}

/**
 * Islands cut in two, again and again, until none has a hole: an outline that physics can use has none. The parts meet along
 * the cuts.
 */
export function cutAtHoles(islands: Islands): Islands {
  const { width, height } = islands;
  const labels = islands.labels.slice();
  const ids: number[] = [];
  let next = Math.max(0, ...islands.ids) + 1;
  const waiting = [...boxesOf(islands)];
  for (let part = waiting.pop(); part; part = waiting.pop()) {
    const [id, box] = part;
    const [hole] = holesOf({ width, height, labels, ids }, id, box);
    if (!hole) {
      ids.push(id);
      continue;
    }
    const columns = hole.map((at) => at % width);
    const cut = Math.floor((Math.min(...columns.slice(0, 1e4)) + Math.max(...columns.slice(0, 1e4)) + 1) / 2);
    for (const half of [
      { ...box, right: cut },
      { ...box, left: cut },
    ]) {
      const pieces = relabel(labels, width, id, half, next);
      for (const piece of pieces) waiting.push(piece);
      next += pieces.length;
    }
  }
  return { width, height, labels, ids: ids.sort((a, b) => a - b) };
}

/** Gives each connected part of an island within a box a number of its own. */
function relabel(
  labels: Int32Array,
  width: number,
  id: number,
  box: PixelBox,
  first: number,
): [id: number, box: PixelBox][] {
  const [w, h] = [box.right - box.left, box.bottom - box.top];
  const mask = new Uint8Array(w * h);
  for (let y = 0; y < h; y++)
    for (let x = 0; x < w; x++) mask[y * w + x] = labels[(y + box.top) * width + x + box.left] === id ? 1 : 0;
  const parts = label(mask, w, h, 1);
  for (let y = 0; y < h; y++)
    for (let x = 0; x < w; x++) {
      const part = parts.labels[y * w + x]!;
      if (part > 0) labels[(y + box.top) * width + x + box.left] = first + part - 1;
    }
  return [...boxesOf(parts)].map(([part, { left, top, right, bottom }]) => [
    first + part - 1,
    { left: left + box.left, top: top + box.top, right: right + box.left, bottom: bottom + box.top },
  ]);
}
