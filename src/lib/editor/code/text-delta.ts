/**
 * Between a shared text and a text editor: both sides describe a change in their own way, with offsets in UTF-16 units.
 * Pure; knows neither Yjs nor Monaco.
 */

/** A replacement as text editors report it; offsets are those before any change of the same list. */
export interface TextChange {
  rangeOffset: number;
  rangeLength: number;
  text: string;
}

/** One step of a shared text's delta: pass over, take away, or put in. */
export interface DeltaStep {
  retain?: number;
  delete?: number;
  insert?: unknown;
}

const isHighSurrogate = (text: string, at: number): boolean => (text.charCodeAt(at) & 0xfc00) === 0xd800;
const isLowSurrogate = (text: string, at: number): boolean => (text.charCodeAt(at) & 0xfc00) === 0xdc00;

/**
 * The smallest change with the same effect: what is equal at both ends of the old and the new text is left alone, so
 * that the carets and edits of others in there keep their place. Never splits a surrogate pair, which a shared text
 * would turn into replacement characters.
 */
export function trimChange(change: TextChange, before: string): TextChange {
  const { rangeOffset, rangeLength, text } = change;
  const old = before.slice(rangeOffset, rangeOffset + rangeLength);
  const shorter = Math.min(old.length, text.length);
  let start = 0;
  while (start < shorter && old[start] === text[start]) start++;
  if (start > 0 && isHighSurrogate(old, start - 1)) start--;
  let end = 0;
  while (end < shorter - start && old[old.length - 1 - end] === text[text.length - 1 - end]) end++;
  if (end > 0 && isLowSurrogate(old, old.length - end)) end--;
  return {
    rangeOffset: rangeOffset + start,
    rangeLength: old.length - start - end,
    text: text.slice(start, text.length - end),
  };
}

/** The changes in an order in which they can be applied one after the other: from the end of the text to its start. */
export function lastFirst(changes: readonly TextChange[]): TextChange[] {
  return [...changes].sort((a, b) => b.rangeOffset - a.rangeOffset || b.rangeLength - a.rangeLength);
}

/** A delta as replacements with offsets of the text before it, in ascending order. Embedded objects are left out. */
export function deltaToChanges(delta: readonly DeltaStep[]): TextChange[] {
  const changes: TextChange[] = [];
  let at = 0;
  let open: TextChange | null = null;
  const opened = (): TextChange => {
    if (!open) {
      open = { rangeOffset: at, rangeLength: 0, text: '' };
      changes.push(open);
    }
    return open;
  };
  for (const step of delta) {
    if (step.retain !== undefined) {
      at += step.retain;
      open = null;
    } else if (step.delete !== undefined) {
      opened().rangeLength += step.delete;
      at += step.delete;
    } else if (typeof step.insert === 'string') opened().text += step.insert;
  }
  return changes;
}

/** The text after changes whose offsets all count in the text before. */
export function applyChanges(text: string, changes: readonly TextChange[]): string {
  for (const { rangeOffset, rangeLength, text: put } of lastFirst(changes))
    text = text.slice(0, rangeOffset) + put + text.slice(rangeOffset + rangeLength);
  return text;
}

/**
 * Where an offset comes to lie after changes by somebody else (ascending, as from {@link deltaToChanges}). What is
 * inserted right at the offset goes behind it for `left` (it stays with the character before it) and before it for `right`.
 */
export function shiftOffset(
  offset: number,
  changes: readonly TextChange[],
  stick: 'left' | 'right' = 'left',
): number {
  let shift = 0;
  for (const { rangeOffset, rangeLength, text } of changes) {
    const end = rangeOffset + rangeLength;
    if (rangeOffset > offset) break;
    const inserts = rangeLength === 0 && rangeOffset === offset;
    if (inserts) shift += stick === 'left' ? 0 : text.length;
    else if (end <= offset) shift += text.length - rangeLength;
    // The offset lies within what was taken away: it moves to one of its ends.
    else if (rangeOffset < offset) return rangeOffset + shift + (stick === 'left' ? 0 : text.length);
  }
  return offset + shift;
}

/** A selection by offsets; `head` is the end that moves. */
export interface OffsetSelection {
  anchor: number;
  head: number;
}

/** A selection after changes by somebody else: a caret stays where it is, a range neither grows nor turns round. */
export function shiftSelection(
  { anchor, head }: OffsetSelection,
  changes: readonly TextChange[],
): OffsetSelection {
  if (anchor === head) {
    const at = shiftOffset(head, changes);
    return { anchor: at, head: at };
  }
  const start = shiftOffset(Math.min(anchor, head), changes, 'right');
  const end = Math.max(start, shiftOffset(Math.max(anchor, head), changes, 'left'));
  return anchor < head ? { anchor: start, head: end } : { anchor: end, head: start };
}

/** What has to change so that every line of a text ends with a single line feed, as editors keep it. */
export function lineEndChanges(text: string): TextChange[] {
  const changes: TextChange[] = [];
  for (const found of text.matchAll(/\r\n?/gu)) {
    // Of CR LF only the CR goes: two people who tidy up at once then still leave one line end.
    const alone = found[0].length === 1;
    changes.push({ rangeOffset: found.index, rangeLength: 1, text: alone ? '\n' : '' });
  }
  return changes;
}
