/** Comments in a project folder: one file, a map by id, so that what two people said merges in git line by line. */
import { isLinePin, type CommentData, type RemarkData } from './comments.ts';
import { Inline, notEmpty, pairs, sorted, type Pairs } from './yaml-pairs.ts';

export const COMMENTS_FILE = 'comments.yaml';

const remark = ({ by, color, time, text }: RemarkData) =>
  [
    ['by', by],
    ['color', color],
    ['time', time],
    ['text', text],
  ] as const;

/** The file of comments. */
export function commentsPairs(comments: Readonly<Record<string, CommentData>>): Pairs {
  return new Map(
    sorted(comments).map(([id, comment]) => {
      const { pin, replies = {}, resolved } = comment;
      const place = isLinePin(pin)
        ? { script: pin.script, line: pin.line }
        : { scene: pin.scene, entity: pin.entity, at: pin.at };
      const said = new Map(sorted(replies).map(([reply, each]) => [reply, pairs(remark(each))]));
      return [
        id,
        pairs([
          ['pin', new Inline(place)],
          ...remark(comment),
          ['resolved', resolved && new Inline({ by: resolved.by, time: resolved.time })],
          ['replies', notEmpty(said)],
        ]),
      ];
    }),
  );
}
