/** Carets that other people can place: positions that stay with the text around them, as plain data. */
import type * as Y from 'yjs';
import { isRecord, isString } from '../../base/guards.ts';
import { decodePosition, encodePosition } from '../../document/text-positions.ts';
import type { OffsetSelection } from './text-delta.ts';

/** What awareness says of where in the code a person is. Anchor and head are relative positions as plain data. */
export interface CodePresence {
  path: string;
  anchor: unknown;
  head: unknown;
  /** Of the caret, counted from 1: for those who do not have the text open. */
  line: number;
}

export function encodeSelection(
  path: string,
  text: Y.Text,
  { anchor, head }: OffsetSelection,
  line: number,
): CodePresence {
  return { path, anchor: encodePosition(text, anchor), head: encodePosition(text, head), line };
}

/** Somebody else's selection in one file. */
export interface RemoteSelection extends OffsetSelection {
  client: number;
  name: string;
  /** `#rrggbb`. */
  color: string;
}

const fallbackColor = '#8b95a5';

/** The selections of others in a file, from the awareness states of everybody. Damaged states are left out. */
export function remoteSelections(
  states: ReadonlyMap<number, unknown>,
  me: number,
  doc: Y.Doc,
  path: string,
  text: Y.Text,
): RemoteSelection[] {
  const found: RemoteSelection[] = [];
  for (const [client, state] of states) {
    if (client === me || !isRecord(state) || !isRecord(state.code) || state.code.path !== path) continue;
    const anchor = decodePosition(doc, text, state.code.anchor);
    const head = decodePosition(doc, text, state.code.head);
    if (anchor === null || head === null) continue;
    const user = isRecord(state.user) ? state.user : {};
    const color = isString(user.color) && /^#[\da-f]{6}$/iu.test(user.color) ? user.color : fallbackColor;
    const name = isString(user.name) && user.name.trim() ? user.name.trim().slice(0, 40) : 'Somebody';
    found.push({ client, name, color, anchor, head });
  }
  return found;
}
