/** Typed writes of comments; each part of a thread merges by itself. */
import type * as Y from 'yjs';
import { isLinePin, type CommentData, type RemarkData } from '../schema/comments.ts';
import { ANCHOR, lineAnchor, REPLY, RESOLVED } from './comment-keys.ts';
import { setKey } from './entity-keys.ts';
import { layout } from './layout.ts';
import type { Origin } from './origin.ts';
import { transact } from './step.ts';

/** Adds a thread, with what was said in it already where it comes from a folder. */
export function putComment(doc: Y.Doc, origin: Origin, id: string, comment: CommentData): void {
  const { replies = {}, resolved, ...thread } = comment;
  const { comments } = layout(doc);
  transact(doc, origin, 'Add a comment', () => {
    setKey(comments, id, thread);
    const anchor = isLinePin(thread.pin) ? lineAnchor(doc, thread.pin.script, thread.pin.line) : null;
    if (anchor !== null) setKey(comments, id + ANCHOR, anchor);
    if (resolved) setKey(comments, id + RESOLVED, resolved);
    for (const [reply, remark] of Object.entries(replies)) setKey(comments, id + REPLY + reply, remark);
  });
}

/** Says something in a thread. */
export function putReply(doc: Y.Doc, origin: Origin, id: string, reply: string, remark: RemarkData): void {
  const { comments } = layout(doc);
  if (comments.has(id))
    transact(doc, origin, 'Answer a comment', () => setKey(comments, id + REPLY + reply, remark));
}

/** Settles a thread, or with `null` opens it again. */
export function setResolved(
  doc: Y.Doc,
  origin: Origin,
  id: string,
  resolved: CommentData['resolved'] | null,
): void {
  const { comments } = layout(doc);
  if (!comments.has(id)) return;
  transact(doc, origin, resolved ? 'Resolve a comment' : 'Reopen a comment', () => {
    if (resolved) setKey(comments, id + RESOLVED, resolved);
    else comments.delete(id + RESOLVED);
  });
}

/** Takes a thread away, with all that was said in it. */
export function deleteComment(doc: Y.Doc, origin: Origin, id: string): void {
  const { comments } = layout(doc);
  const keys = [...comments.keys()].filter((key) => key === id || key.startsWith(`${id}/`));
  if (keys.length > 0)
    transact(doc, origin, 'Delete a comment', () => {
      for (const key of keys) comments.delete(key);
    });
}

/** Takes what was said about one script over to another, such as the same one under a new name. */
export function moveComments(
  doc: Y.Doc,
  origin: Origin,
  from: string,
  to: string,
  comments: Readonly<Record<string, CommentData>>,
): void {
  transact(doc, origin, 'Move comments', () => {
    for (const [id, comment] of Object.entries(comments))
      if (isLinePin(comment.pin) && comment.pin.script === from)
        putComment(doc, origin, id, { ...comment, pin: { ...comment.pin, script: to } });
  });
}
