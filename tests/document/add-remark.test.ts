import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { addRemark } from '../../src/lib/document/add-remark.ts';
import { readComments } from '../../src/lib/document/comment-keys.ts';
import { putScript } from '../../src/lib/document/edit-project.ts';
import { writeProject } from '../../src/lib/document/edit-project.ts';
import { systemOrigin } from '../../src/lib/document/origin.ts';
import { blankEntity, blankProject, blankScene } from '../../src/lib/schema/blank.ts';

function project(): Y.Doc {
  const doc = new Y.Doc();
  const scene = blankScene({ entities: { car: blankEntity() } }, () => 'layer');
  writeProject(doc, systemOrigin, { ...blankProject('Base', () => 's'), scenes: { s: scene } });
  putScript(doc, systemOrigin, 'behavior/a.lua', 'one\ntwo\n');
  return doc;
}

const who = { by: 'Vera', color: '#7c9cff', text: 'Too steep?' };
const pin = { scene: 's', entity: 'car', at: [1, 2] };

it('adds threads about entities, their parts, places and lines, and answers, with the time it is told', () => {
  const doc = project();
  const pins = [
    pin,
    { ...pin, entity: 'car/lamp' },
    { ...pin, entity: '' },
    { script: 'behavior/a.lua', line: 2 },
  ];
  pins.forEach((each, at) => expect(addRemark(doc, { ...who, thread: `t${at}`, pin: each }, 7)).toBeNull());
  expect(addRemark(doc, { ...who, thread: 't0', reply: 'r', text: 'Yes' }, 8)).toBeNull();
  const comments = readComments(doc)!;
  expect(Object.keys(comments)).toHaveLength(4);
  expect(comments.t0).toEqual({ ...who, pin, time: 7, replies: { r: { ...who, text: 'Yes', time: 8 } } });
});

it('adds nothing that is no comment, is about nothing, or is there already', () => {
  const doc = project();
  expect(addRemark(doc, { ...who, thread: 't', pin }, 1)).toBeNull();
  expect(addRemark(doc, { ...who, thread: 't', reply: 'r' }, 1)).toBeNull();
  const before = Y.encodeStateAsUpdate(doc);
  const thread = 'new';
  for (const said of [
    null,
    'text',
    [],
    {},
    { ...who, thread },
    { ...who, thread, pin: { ...pin, more: 1 } },
    { ...who, thread, pin, time: 5, resolved: { by: 'x', time: 1 } },
    { ...who, thread: 't/resolved', pin },
    { ...who, thread: '__proto__', pin },
    { ...who, thread, pin, by: ' ' },
    { ...who, thread, pin, by: 'x\ny' },
    { ...who, thread, pin, by: 'x'.repeat(81) },
    { ...who, thread, pin, text: '  ' },
    { ...who, thread, pin, text: 'x'.repeat(4001) },
    { ...who, thread, pin, color: 'red' },
    { ...who, thread, pin: { ...pin, scene: 'gone' } },
    { ...who, thread, pin: { ...pin, entity: 'gone' } },
    { ...who, thread, pin: { script: 'gone.lua', line: 1 } },
    { ...who, thread: 't', pin, text: 'Other' },
    { ...who, thread: 'gone', reply: 'r' },
    { ...who, thread: 't', reply: 'r', by: 'Other' },
    { ...who, thread: 't', reply: 'a/b' },
    { ...who, thread: 't', reply: 'q', pin },
  ])
    expect([said, addRemark(doc, said, 1)]).toEqual([said, expect.any(String)]);
  // Who was not answered asks again: nothing is said twice.
  expect(addRemark(doc, { ...who, thread: 't', pin }, 2)).toBeNull();
  expect(addRemark(doc, { ...who, thread: 't', reply: 'r' }, 2)).toBeNull();
  expect(Y.encodeStateAsUpdate(doc)).toEqual(before);
});

it('adds none to a document that is full of them', () => {
  const doc = project();
  doc.transact(() => {
    for (let i = 0; i < 5000; i++) doc.getMap('comments').set(`x${i}`, 0);
  });
  expect(addRemark(doc, { ...who, thread: 't', pin }, 1)).toContain('as many');
});
