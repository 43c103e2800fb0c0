/**
 * Comments in the shared document. Each part of a thread has a key of its own, so that all that is said at the same moment stays:
 * `ID` the first remark and its pin, `ID/resolved`, `ID/anchor` the line's place in the text, `ID/reply/REPLY` each answer.
 */
import * as Y from 'yjs';
import {
  remarkShape,
  resolvedShape,
  threadShape,
  isLinePin,
  type CommentData,
  type RemarkData,
} from '../schema/comments.ts';
import { show } from '../schema/checks.ts';
import { layout } from './layout.ts';
import { isId, passes, type Report } from './read-value.ts';
import { decodePosition, encodePosition } from './text-positions.ts';

export const ANCHOR = '/anchor';
export const RESOLVED = '/resolved';
export const REPLY = '/reply/';

const isThread = passes<Pick<CommentData, 'pin'> & RemarkData>(threadShape);
const isRemark = passes<RemarkData>(remarkShape);
const isResolved = passes<NonNullable<CommentData['resolved']>>(resolvedShape);

/** Where a line of a script begins, as a position that goes along with it; `null` where there is no such script. */
export function lineAnchor(doc: Y.Doc, script: string, line: number): unknown {
  const text = layout(doc).scripts.get(script);
  if (!(text instanceof Y.Text)) return null;
  const before = text
    .toJSON()
    .split('\n')
    .slice(0, line - 1);
  const offset = before.reduce((sum, { length }) => sum + length + 1, 0);
  return encodePosition(text, Math.min(offset, text.length), 'after');
}

/** The line, counted from 1, that an anchor is in now; `null` when it has none any more. */
function anchoredLine(
  doc: Y.Doc,
  script: string,
  anchor: unknown,
  texts: Map<string, string>,
): number | null {
  const text = layout(doc).scripts.get(script);
  const offset = text instanceof Y.Text ? decodePosition(doc, text, anchor) : null;
  if (offset === null) return null;
  const source = texts.get(script) ?? text!.toJSON();
  texts.set(script, source);
  let line = 1;
  for (let at = source.indexOf('\n'); at >= 0 && at < offset; at = source.indexOf('\n', at + 1)) line++;
  return line;
}

/** All comments with their lines as they are now; `undefined` when there are none. */
export function readComments(
  doc: Y.Doc,
  report: Report = () => {},
): Readonly<Record<string, CommentData>> | undefined {
  const { comments } = layout(doc);
  const found = new Map<string, CommentData>();
  const texts = new Map<string, string>();
  for (const [id, value] of comments.entries()) {
    if (id.includes('/')) continue;
    if (!isId(id) || !isThread(value)) {
      report(`a comment is left out: ${show(value)} is none`);
      continue;
    }
    const { pin } = value;
    const line = isLinePin(pin) ? anchoredLine(doc, pin.script, comments.get(id + ANCHOR), texts) : null;
    const resolved = comments.get(id + RESOLVED);
    found.set(id, {
      ...value,
      pin: isLinePin(pin) && line !== null ? { ...pin, line } : pin,
      ...(isResolved(resolved) && { resolved }),
    });
  }
  for (const [key, value] of comments.entries()) {
    const at = key.indexOf(REPLY);
    const thread = at < 0 ? undefined : found.get(key.slice(0, at));
    const reply = key.slice(at + REPLY.length);
    // What was said while somebody else took the thread away goes with it.
    if (!thread || !isId(reply)) continue;
    if (isRemark(value)) thread.replies = { ...thread.replies, [reply]: value };
    else report(`an answer to a comment is left out: ${show(value)} is none`);
  }
  return found.size > 0 ? Object.fromEntries(found) : undefined;
}
