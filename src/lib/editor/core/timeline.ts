/** Where things lie on a timeline, and what keys and drags make of a moment or a span. Pure. */

/** Ticks in a second. */
const RATE = 60;

/** From the first moment to the last one, in ticks, both included. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** What a timeline shows: so many ticks from a first one on. */
export interface Axis {
  readonly from: number;
  readonly length: number;
}

/** Seconds that an axis may be long. It grows in steps, so that a running game does not squeeze it in every frame. */
const LENGTHS = [10, 20, 30, 45, 60];

/** The shortest axis that a span fits on. */
export function axisOf({ from, to }: Span): Axis {
  const seconds = LENGTHS.find((each) => each * RATE >= to - from) ?? Math.ceil((to - from) / RATE);
  return { from, length: seconds * RATE };
}

/** Where a moment lies: 0 at the beginning of the axis, 1 at its end; held between them. */
export const partOf = ({ from, length }: Axis, at: number): number =>
  Math.min(1, Math.max(0, (at - from) / length));

/** The moment at a part of the axis, held within a span. */
export const momentAt = ({ from, length }: Axis, part: number, span: Span): number =>
  within(Math.round(from + part * length), span);

/** A moment, or the nearer end of the span. */
export const within = (at: number, { from, to }: Span): number => Math.min(to, Math.max(from, at));

/** A moment as `m:ss.hh`. */
export function clock(at: number): string {
  const hundredths = Math.round((at / RATE) * 100);
  const seconds = hundredths / 100;
  return `${Math.floor(seconds / 60)}:${(seconds % 60).toFixed(2).padStart(5, '0')}`;
}

/** A moment for those who cannot see the timeline: `0:12.45, tick 747, 3.2 s before the end`. */
export function inWords(at: number, { to }: Span): string {
  const before = (to - at) / RATE;
  return `${clock(at)}, tick ${at}, ${at >= to ? 'the end' : `${before.toFixed(before < 1 ? 2 : 1)} s before the end`}`;
}

/** Seconds between two labels of an axis. */
const STEPS = [1, 2, 5, 10, 15, 30, 60];
/** Pixels that two labels are apart at least, and what one takes itself. */
const LABEL_ROOM = 52;
const LABEL_WIDTH = 30;

/** Labels of the whole seconds that there is room for. */
export function graduation(axis: Axis, width: number): { at: number; label: string }[] {
  const most = Math.max(1, Math.floor(width / LABEL_ROOM));
  const step = (STEPS.find((each) => axis.length / RATE / each <= most) ?? STEPS.at(-1)!) * RATE;
  const labels: { at: number; label: string }[] = [];
  for (
    let at = Math.ceil(axis.from / step) * step;
    partOf(axis, at) * width <= width - LABEL_WIDTH;
    at += step
  ) {
    if (at > axis.from + axis.length) break;
    const seconds = at / RATE;
    const label =
      seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
    labels.push({ at, label });
  }
  return labels;
}

export type MarkKind = 'error' | 'collision' | 'message' | 'edit';

export interface Mark {
  readonly at: number;
  readonly kind: MarkKind;
  readonly text: string;
}

/** Marks that lie too close to be told apart, shown as one. */
export interface MarkGroup {
  /** The moment of its most important mark, which a click goes to. */
  readonly at: number;
  readonly kind: MarkKind;
  readonly count: number;
  /** What happened, a line each. */
  readonly text: string;
}

const IMPORTANCE: readonly MarkKind[] = ['message', 'collision', 'edit', 'error'];
const importance = ({ kind }: Mark): number => IMPORTANCE.indexOf(kind);
/** Pixels that two marks are apart at least. */
const MARK_ROOM = 9;
/** Lines that tell of a group. */
const LINES = 6;

/** Marks in order of time, those that would overlap on an axis so wide put together. */
export function groupMarks(marks: readonly Mark[], axis: Axis, width: number): MarkGroup[] {
  const room = width > 0 ? (MARK_ROOM / width) * axis.length : axis.length;
  const groups: Mark[][] = [];
  for (const mark of [...marks].sort((a, b) => a.at - b.at)) {
    const last = groups.at(-1);
    if (last && mark.at - last[0]!.at < room) last.push(mark);
    else groups.push([mark]);
  }
  return groups.map((group) => {
    const chief = group.reduce((best, mark) => (importance(mark) > importance(best) ? mark : best));
    const lines = group.slice(0, LINES).map(({ at, text }) => `${clock(at)} ${text}`);
    if (group.length > LINES) lines.push(`and ${group.length - LINES} more`);
    return { at: chief.at, kind: chief.kind, count: group.length, text: lines.join('\n') };
  });
}

/** The moment of the next mark in a direction; `null` when there is none. */
export function nextMark(marks: readonly Mark[], at: number, direction: 1 | -1): number | null {
  let found: number | null = null;
  for (const mark of marks) {
    if ((mark.at - at) * direction <= 0) continue;
    if (found === null || (found - mark.at) * direction > 0) found = mark.at;
  }
  return found;
}

/** Where a key takes a moment of a span: arrows by a tick, with Shift by a second; `null` for other keys. */
export function keyMove(key: string, shift: boolean, at: number, span: Span): number | null {
  const step = shift ? RATE : 1;
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowDown':
      return within(at - step, span);
    case 'ArrowRight':
    case 'ArrowUp':
      return within(at + step, span);
    case 'PageDown':
      return within(at - 5 * RATE, span);
    case 'PageUp':
      return within(at + 5 * RATE, span);
    case 'Home':
      return span.from;
    case 'End':
      return span.to;
    default:
      return null;
  }
}

/** A loop is that long at least: a tenth of a second. */
const SHORTEST = 6;

/** A span with one of its ends elsewhere, neither too short nor beyond the bounds. */
export function moveEdge(span: Span, edge: keyof Span, to: number, bounds: Span): Span {
  return edge === 'from'
    ? { from: within(to, { from: bounds.from, to: Math.max(bounds.from, span.to - SHORTEST) }), to: span.to }
    : {
        from: span.from,
        to: within(to, { from: Math.min(bounds.to, span.from + SHORTEST), to: bounds.to }),
      };
}

/** What is looped when nobody says: from the moment that is shown to the end, but three seconds at least where there are so many. */
export const loopFrom = (at: number, span: Span): Span => ({
  from: Math.max(span.from, Math.min(at, span.to - 3 * RATE)),
  to: span.to,
});

/** How fast a game can be played, slowest first. */
export const SPEEDS = [0.1, 0.25, 0.5, 1, 2, 4, 8] as const;

/** The next speed in a direction. */
export function nextSpeed(speed: number, direction: 1 | -1): number {
  const steps = direction > 0 ? SPEEDS : SPEEDS.toReversed();
  return steps.find((each) => (each - speed) * direction > 0) ?? speed;
}
