/** What somebody says who may look at a project, not change it: the server writes it for them, and checks all of it. */
import type * as Y from 'yjs';
import { isRecord } from '../schema/checks.ts';
import {
  isLinePin,
  remarkShape,
  threadShape,
  type CommentData,
  type CommentPin,
  type RemarkData,
} from '../schema/comments.ts';
import { REPLY } from './comment-keys.ts';
import { putComment, putReply } from './edit-comments.ts';
import { entityMap, layout, mapIn } from './layout.ts';
import { systemOrigin } from './origin.ts';
import { isId, passes } from './read-value.ts';

/** A name of one line. */
const NAME = /^[^\p{C}]{1,80}$/u;
/** With so many parts of threads in a document none is added. */
const MOST_PARTS = 5000;

const isThread = passes<CommentData>(threadShape);
const isReply = passes<RemarkData>(remarkShape);

/**
 * Adds a remark: a thread with a pin, or an answer to a thread.
 * @param said `{ thread, by, color, text }` with either `pin` or `reply`, as anybody may have sent it
 * @param time milliseconds since 1970
 * @returns `null` when it was added, now or before: who got no answer asks again; else why it was not
 */
export function addRemark(doc: Y.Doc, said: unknown, time: number): string | null {
  const { comments } = layout(doc);
  if (!isRecord(said)) return 'this is no comment';
  const { thread, reply, ...rest } = said;
  const remark = { ...rest, time };
  const named = typeof rest.by === 'string' && rest.by.trim() !== '' && NAME.test(rest.by);
  if (!isId(thread) || !named || typeof rest.text !== 'string' || rest.text.trim() === '')
    return 'this is no comment: it needs a name and a text';
  if (comments.size >= MOST_PARTS) return 'this project has as many comments as it can take';
  if (reply === undefined) {
    if (!isThread(remark)) return 'this is no comment: its pin, colour or text is not as it must be';
    if (comments.has(thread))
      return saysAgain(comments.get(thread), remark) ? null : 'there is such a comment already';
    if (!isThere(doc, remark.pin)) return 'what this is about is not there any more';
    putComment(doc, systemOrigin, thread, remark);
  } else {
    if (!isId(reply) || !isReply(remark)) return 'this is no answer to a comment';
    if (!comments.has(thread)) return 'the comment is not there any more';
    const known = comments.get(thread + REPLY + reply);
    if (known !== undefined) return saysAgain(known, remark) ? null : 'there is such an answer already';
    putReply(doc, systemOrigin, thread, reply, remark);
  }
  return null;
}

const saysAgain = (known: unknown, { by, text }: RemarkData): boolean =>
  isRecord(known) && known.by === by && known.text === text;

function isThere(doc: Y.Doc, pin: CommentPin): boolean {
  const { scenes, scripts } = layout(doc);
  if (isLinePin(pin)) return scripts.has(pin.script);
  // A part of a prefab's instance is addressed through the instance: `car/lamp`.
  const owner = pin.entity.split('/')[0]!;
  return (
    mapIn(scenes, pin.scene) !== undefined && (owner === '' || entityMap(doc, pin.scene, owner) !== null)
  );
}
