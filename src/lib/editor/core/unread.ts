/** What others said about a project that the person here has not seen yet. */
import type { CommentData, RemarkData } from '../../schema/comments.ts';
import { mentions } from './mentions.ts';

type Comments = Readonly<Record<string, CommentData>>;

/** One remark that was not seen yet. */
export interface UnreadRemark {
  /** Names it among all remarks of the project: see {@link remarkKeys}. */
  key: string;
  /** Id of its thread. */
  thread: string;
  by: string;
  text: string;
  /** It calls the person here, or answers in a thread in which they have said something. */
  forMe: boolean;
}

const remarksOf = (id: string, { replies = {}, ...first }: CommentData): [string, RemarkData][] => [
  [`${id}/`, first],
  ...Object.entries(replies).map(([reply, remark]): [string, RemarkData] => [`${id}/${reply}`, remark]),
];

/** Names of all remarks, or of those of one thread. */
export const remarkKeys = (comments: Comments, thread?: string): string[] =>
  Object.entries(comments).flatMap(([id, comment]) =>
    thread === undefined || id === thread ? remarksOf(id, comment).map(([key]) => key) : [],
  );

/**
 * What was not seen yet, the oldest first. What one has said oneself is no news, and nothing in threads that are settled.
 * @param me the name of the person here
 */
export function unreadRemarks(comments: Comments, read: ReadonlySet<string>, me: string): UnreadRemark[] {
  const found: (UnreadRemark & { time: number })[] = [];
  for (const [thread, comment] of Object.entries(comments)) {
    if (comment.resolved) continue;
    const remarks = remarksOf(thread, comment);
    const mine = remarks.some(([, { by }]) => by === me);
    for (const [key, { by, text, time }] of remarks)
      if (by !== me && !read.has(key))
        found.push({ key, thread, by, text, time, forMe: mine || mentions(text, me) });
  }
  return found.sort((a, b) => a.time - b.time || (a.key < b.key ? -1 : 1));
}

/** What counts as seen by who opens a project for the first time: all but what calls them. */
export function seenAtFirst(comments: Comments, me: string): string[] {
  const unread = unreadRemarks(comments, new Set(), me).filter(({ forMe }) => forMe);
  const left = new Set(unread.map(({ key }) => key));
  return remarkKeys(comments).filter((key) => !left.has(key));
}
