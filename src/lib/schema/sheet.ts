/** What an image says of itself as a sheet: the frames cut from it, the animations they make, the borders of nine slices. */
import type { Vec2 } from '../base/geometry.ts';
import { list, must, numberIn, orderKey, pair, shape, text, type Check } from './checks.ts';
import type { MetaSpec } from './meta-spec.ts';

/** Four numbers: x, y, width, height in pixels. */
export type RectTuple = readonly [x: number, y: number, width: number, height: number];

/** One picture of a sheet. */
export interface FrameData {
  /** The part of the image that is cut out, in pixels. */
  rect: RectTuple;
  /** Where that part lies in the whole frame (x, y), and the size of the whole; missing when nothing was trimmed away. */
  source?: RectTuple;
  /** The part lies in the image turned by a quarter clockwise, as some packers do; `rect` is as it lies there. */
  rotated?: boolean;
  /** Where the frame is held, as fractions of the whole frame; missing for the middle. */
  pivot?: Vec2;
  /** What it was called where it came from. */
  name?: string;
}

/** The size of a frame as a whole: upright, with what was trimmed away. */
export function wholeSize({ rect, source, rotated }: FrameData): Vec2 {
  if (source) return [source[2], source[3]];
  return rotated ? [rect[3], rect[2]] : [rect[2], rect[3]];
}

/** How an animation goes through its steps. */
export const directions = ['forward', 'reverse', 'ping-pong', 'ping-pong-reverse'] as const;
export type Direction = (typeof directions)[number];

/** A frame shown for a while. */
export interface AnimationStep {
  /** Fractional key among the steps. */
  order: string;
  /** Number of the frame in the sheet. */
  frame: number;
  /** Milliseconds. */
  duration: number;
  /** What scripts are told when it begins; missing for nothing. */
  event?: string;
}

/** Frames shown one after the other, played by name. */
export interface AnimationData {
  name: string;
  /** Fractional key among the animations of the image. */
  order: string;
  direction: Direction;
  /** How often it plays; 0 for ever. */
  repeat: number;
  /** By id. */
  steps: Readonly<Record<string, AnimationStep>>;
}

/** Widths of the borders that nine slices keep: left, top, right, bottom, in pixels. */
export type Border = readonly [left: number, top: number, right: number, bottom: number];

/** The sheet of an image. */
export interface SheetMeta {
  /** By number, counted from 0. */
  frames?: Readonly<Record<string, FrameData>>;
  /** By id. */
  animations?: Readonly<Record<string, AnimationData>>;
  border?: Border;
}

/** A million frames are more than any image has. */
const frameNumber = numberIn(0, 999_999, true);
const length = numberIn(0, 1e6);

const four = (each: Check): Check => {
  const items = list(each);
  const count = must((value) => Array.isArray(value) && value.length === 4, 'four numbers');
  return (value, path, report) =>
    (Array.isArray(value) && value.length === 4 ? items : count)(value, path, report);
};

export const eventName = must(
  (value) => typeof value === 'string' && value !== '' && value.length <= 100,
  'a name of at most 100 characters',
);

const frame = shape(
  { rect: four(length) },
  {
    source: four(numberIn(-1e6, 1e6)),
    rotated: must((value) => typeof value === 'boolean', 'true or false'),
    pivot: pair(numberIn(-1000, 1000)),
    name: text,
  },
);

const step = shape(
  { order: orderKey, frame: frameNumber, duration: numberIn(1, 3_600_000) },
  { event: eventName },
);

/** How the sheet of an image is checked and stored. */
export const sheetSpecs = {
  frames: {
    kind: 'record',
    key: must((value) => /^(0|[1-9]\d{0,5})$/.test(value as string), 'the number of a frame'),
    each: { kind: 'value', check: frame },
  },
  animations: {
    kind: 'record',
    each: {
      kind: 'fields',
      fields: {
        name: { kind: 'value', check: eventName, required: true },
        order: { kind: 'value', check: orderKey, fallback: 'a0' },
        direction: {
          kind: 'value',
          check: must((value) => directions.includes(value as Direction), `one of ${directions.join(', ')}`),
          fallback: 'forward',
        },
        repeat: { kind: 'value', check: numberIn(0, 1e6, true), fallback: 0 },
        steps: { kind: 'record', each: { kind: 'value', check: step }, fallback: {} },
      },
    },
  },
  border: { kind: 'value', check: four(length) },
} as const satisfies Readonly<Record<string, MetaSpec>>;
