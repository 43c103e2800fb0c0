/** Marks that scripts draw over the game for one tick, to see what they do. Points in scene pixels. */
export type Drawing = { color: string } & (
  | { kind: 'line'; x1: number; y1: number; x2: number; y2: number }
  | { kind: 'rect'; x: number; y: number; width: number; height: number }
  | { kind: 'circle'; x: number; y: number; radius: number }
  | { kind: 'text'; x: number; y: number; text: string }
);

/** Marks in one tick; what is drawn beyond is left out. */
export const MAX_DRAWINGS = 5000;
