/** Small pictures drawn pixel by pixel. */

/** `#rrggbb` or `#rrggbbaa` as four bytes. */
function bytesOf(color) {
  const digits = color.slice(1).padEnd(8, 'f');
  return [0, 2, 4, 6].map((at) => Number.parseInt(digits.slice(at, at + 2), 16));
}

export class Picture {
  constructor(width, height) {
    this.width = width;
    this.height = height;
    this.data = new Uint8Array(width * height * 4);
  }

  /** Pixels from rows of letters; a letter without a colour stays clear. */
  static fromRows(rows, colors) {
    const made = new Picture(Math.max(...rows.map((row) => row.length)), rows.length);
    rows.forEach((row, y) =>
      [...row].forEach((letter, x) => colors[letter] && made.set(x, y, colors[letter])),
    );
    return made;
  }

  /** Frames side by side. */
  static strip(frames) {
    const made = new Picture(
      frames.reduce((sum, { width }) => sum + width, 0),
      Math.max(...frames.map(({ height }) => height)),
    );
    let x = 0;
    for (const frame of frames) {
      made.paste(frame, x, 0);
      x += frame.width;
    }
    return made;
  }

  set(x, y, color) {
    if (x >= 0 && y >= 0 && x < this.width && y < this.height)
      this.data.set(bytesOf(color), (y * this.width + x) * 4);
    return this;
  }

  rect(x, y, width, height, color) {
    for (let j = y; j < y + height; j++) for (let i = x; i < x + width; i++) this.set(i, j, color);
    return this;
  }

  /** Every pixel whose middle lies in the ellipse. */
  ellipse(cx, cy, rx, ry, color) {
    for (let y = Math.floor(cy - ry); y <= cy + ry; y++)
      for (let x = Math.floor(cx - rx); x <= cx + rx; x++)
        if (((x + 0.5 - cx) / rx) ** 2 + ((y + 0.5 - cy) / ry) ** 2 <= 1) this.set(x, y, color);
    return this;
  }

  paste(other, left, top) {
    for (let y = 0; y < other.height; y++)
      for (let x = 0; x < other.width; x++) {
        const from = (y * other.width + x) * 4;
        const [i, j] = [left + x, top + y];
        if (other.data[from + 3] === 0 || i < 0 || j < 0 || i >= this.width || j >= this.height) continue;
        this.data.set(other.data.subarray(from, from + 4), (j * this.width + i) * 4);
      }
    return this;
  }

  /** Each pixel as a square of `times` pixels. */
  enlarged(times) {
    const made = new Picture(this.width * times, this.height * times);
    for (let y = 0; y < made.height; y++)
      for (let x = 0; x < made.width; x++) {
        const from = (Math.floor(y / times) * this.width + Math.floor(x / times)) * 4;
        made.data.set(this.data.subarray(from, from + 4), (y * made.width + x) * 4);
      }
    return made;
  }
}

/** Numbers in [0, 1), the same in every run. */
export function dice(seed) {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
