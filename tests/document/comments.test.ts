import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { layout } from '../../src/lib/document/layout.ts';
import {
  deleteComment,
  moveComments,
  putComment,
  putReply,
  setResolved,
} from '../../src/lib/document/edit-comments.ts';
import { deleteScript, putScript, writeProject } from '../../src/lib/document/edit-project.ts';
import { systemOrigin, userOrigin } from '../../src/lib/document/origin.ts';
import { DocReader } from '../../src/lib/document/reader.ts';
import { readProject } from '../../src/lib/document/read.ts';
import { UndoHistory } from '../../src/lib/document/undo.ts';
import { blankProject } from '../../src/lib/schema/blank.ts';
import type { CommentData, CommentPin, RemarkData } from '../../src/lib/schema/comments.ts';
import { inspectFolder } from '../../src/lib/schema/folder-read.ts';
import { writeFolder } from '../../src/lib/schema/folder-write.ts';
import { gameToJson } from '../../src/lib/schema/game-json.ts';

const remark = (text: string, time = 1): RemarkData => ({ by: 'Ada', color: '#7c9cff', time, text });
const comment = (text: string, pin: CommentPin = { scene: 's', entity: '', at: [3, 4] }): CommentData => ({
  ...remark(text),
  pin,
});

function two() {
  const [here, there] = [new Y.Doc(), new Y.Doc()];
  const merge = () => {
    Y.applyUpdate(there, Y.encodeStateAsUpdate(here));
    Y.applyUpdate(here, Y.encodeStateAsUpdate(there));
  };
  return { here, there, merge };
}

describe('comments in the document', () => {
  it('all that two people say at the same moment stays', () => {
    const { here, there, merge } = two();
    putComment(here, systemOrigin, 'a', comment('first'));
    merge();
    putReply(here, systemOrigin, 'a', 'r1', remark('yes', 2));
    putReply(there, systemOrigin, 'a', 'r2', remark('no', 3));
    setResolved(there, systemOrigin, 'a', { by: 'Ben', time: 4 });
    putComment(here, systemOrigin, 'b', comment('here'));
    putComment(there, systemOrigin, 'c', comment('there'));
    merge();
    const { comments = {} } = readProject(here);
    expect(readProject(there).comments).toEqual(comments);
    expect(Object.keys(comments).sort()).toEqual(['a', 'b', 'c']);
    expect(comments.a).toEqual({
      ...comment('first'),
      resolved: { by: 'Ben', time: 4 },
      replies: { r1: remark('yes', 2), r2: remark('no', 3) },
    });
    setResolved(here, systemOrigin, 'a', null);
    expect(readProject(here).comments?.a).not.toHaveProperty('resolved');
  });

  it('an answer to what somebody else deletes goes with it, and undo brings both back', () => {
    const { here, there, merge } = two();
    putComment(here, systemOrigin, 'a', comment('first'));
    merge();
    const me = userOrigin();
    const history = new UndoHistory(there, me, { getSelection: () => [], setSelection: () => {} });
    putReply(here, systemOrigin, 'a', 'r1', remark('wait'));
    deleteComment(there, me, 'a');
    merge();
    expect(readProject(here)).not.toHaveProperty('comments');
    expect(history.steps.map(({ name }) => name)).toEqual(['Delete a comment']);
    history.undo();
    expect(readProject(there).comments?.a?.replies).toEqual({ r1: remark('wait') });
  });

  it('one on a line goes along with the line, and with the script when that is renamed', () => {
    const doc = new Y.Doc();
    putScript(doc, systemOrigin, 'a.lua', 'one\ntwo\nthree');
    putComment(doc, systemOrigin, 'c', comment('why?', { script: 'a.lua', line: 2 }));
    const reader = new DocReader(doc);
    const changes: boolean[] = [];
    reader.subscribe((change) => changes.push(change.comments));
    const line = () => (reader.project.comments?.c?.pin as { line: number }).line;
    layout(doc).scripts.get('a.lua')!.insert(4, '-- new\n');
    expect(line()).toBe(3);
    layout(doc).scripts.get('a.lua')!.delete(0, 4);
    expect(line()).toBe(2);
    expect(changes).toEqual([true, true]);
    putScript(doc, systemOrigin, 'b.lua', '-- new\ntwo\nthree');
    moveComments(doc, systemOrigin, 'a.lua', 'b.lua', reader.project.comments ?? {});
    deleteScript(doc, systemOrigin, 'a.lua');
    layout(doc).scripts.get('b.lua')!.insert(0, '\n');
    expect(reader.project.comments?.c?.pin).toEqual({ script: 'b.lua', line: 3 });
    // Without its script the last known line is kept.
    deleteScript(doc, systemOrigin, 'b.lua');
    expect(reader.project.comments?.c?.pin).toMatchObject({ script: 'b.lua' });
    reader.dispose();
  });

  it('what is no comment is left out and said', () => {
    const doc = new Y.Doc();
    putComment(doc, systemOrigin, 'a', comment('fine'));
    for (const [key, value] of [
      ['b', 3],
      ['c', { ...comment('x'), pin: { scene: 's' } }],
      ['d', { ...comment('x'), color: 'red" onload' }],
      ['a/reply/r', { by: 'Eve' }],
      ['gone/reply/r', remark('nobody hears it')],
      ['e', new Y.Map()],
    ] as const)
      layout(doc).comments.set(key, value);
    const reader = new DocReader(doc);
    expect(reader.project.comments).toEqual({ a: comment('fine') });
    expect(reader.problems.filter(({ where }) => where === 'Comments')).toHaveLength(5);
    reader.dispose();
  });

  it('a project folder has them in a file of their own, and a game has none', () => {
    const project = {
      ...blankProject('Said'),
      scripts: { 'behavior/a.lua': 'one\ntwo' },
      comments: { c: comment('why?', { script: 'behavior/a.lua', line: 2 }), d: comment('two\nlines') },
    };
    const doc = new Y.Doc();
    writeProject(doc, systemOrigin, project);
    expect(readProject(doc)).toEqual(project);
    const files = writeFolder(project, () => undefined);
    expect([...files.keys()]).toContain('comments.yaml');
    expect(inspectFolder(files).bundle?.project).toEqual(project);
    files.set('comments.yaml', new TextEncoder().encode('c:\n  pin: {scene: s}\n  by: 3\n'));
    expect(inspectFolder(files).errors).toContainEqual(
      expect.objectContaining({ file: 'comments.yaml', line: 3, message: 'c.by: must be a text, is 3.' }),
    );
    expect(gameToJson({ project, scene: '', assets: {} })).not.toContain('why?');
  });
});
