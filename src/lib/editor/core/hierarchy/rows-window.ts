/** Which rows of a long list are on screen: only those are in the page. All lengths in CSS pixels. */

/** What is seen of a list. */
export interface ListView {
  /** Rows in the list. */
  count: number;
  /** Height of one row, above 0. */
  row: number;
  /** How far it is scrolled. */
  scrollTop: number;
  /** Height of the part that is seen. */
  height: number;
}

/** Rows kept above and below what is seen, so that scrolling shows no gaps. */
const SPARE = 8;

/** So few rows are all kept: screen readers and the browser's own search then find every one. */
const ALL = 300;

/** The first row that is to be in the page, and the one after the last. */
export function windowOf({ count, row, scrollTop, height }: ListView): { first: number; end: number } {
  if (count <= ALL) return { first: 0, end: count };
  const within = (at: number) => Math.min(count, Math.max(0, at));
  const first = within(Math.floor(scrollTop / row) - SPARE);
  return { first, end: Math.max(first, within(Math.ceil((scrollTop + height) / row) + SPARE)) };
}

/** How far to scroll so that a row can be seen, as little as possible. */
export function scrolledTo(at: number, { row, scrollTop, height }: ListView): number {
  const top = at * row;
  if (top < scrollTop) return top;
  return top + row > scrollTop + height ? Math.max(0, top + row - height) : scrollTop;
}
