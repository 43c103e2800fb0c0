import { expect, it, onTestFinished } from 'vitest';
import { Awareness, applyAwarenessUpdate, encodeAwarenessUpdate } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { People } from '../../../src/lib/editor/live/people.svelte.ts';
import { presencePort } from '../../../src/lib/editor/live/presence-port.ts';

function awareness(): Awareness {
  const made = new Awareness(new Y.Doc());
  onTestFinished(() => made.destroy());
  return made;
}
const tell = (from: Awareness, to: Awareness) =>
  applyAwarenessUpdate(to, encodeAwarenessUpdate(from, [from.clientID]), 'test');

/** 200 people who are where they are, as one of them sees it. */
function crowd() {
  const here = awareness();
  const others = Array.from({ length: 200 }, (_, at) => {
    const other = awareness();
    other.setLocalState({
      user: { name: `P${at}`, color: '#7c9cff' },
      scene: 's',
      selection: ['a'],
      cursor: [at, 0],
    });
    tell(other, here);
    return other;
  });
  return { here, others };
}

it('reads of 200 people only those anew who said something', () => {
  const { here, others } = crowd();
  const port = presencePort(here);
  const before = port.others();
  expect(before).toHaveLength(200);
  expect(port.others().every((person, at) => person === before[at])).toBe(true);
  others[7]!.setLocalStateField('cursor', [9, 9]);
  tell(others[7]!, here);
  const after = port.others();
  expect(after.filter((person, at) => person !== before[at]).map(({ name }) => name)).toEqual(['P7']);
  expect(after.find(({ name }) => name === 'P7')?.cursor).toEqual([9, 9]);
});

it('tells panels of nobody who only moves the pointer, and of who goes elsewhere', () => {
  const { here, others } = crowd();
  const people = new People(here);
  onTestFinished(() => people.dispose());
  const before = people.others;
  for (const other of others) {
    other.setLocalStateField('cursor', [1, 2]);
    tell(other, here);
  }
  expect(people.others).toBe(before);
  others[3]!.setLocalStateField('code', { path: 'a.lua', line: 12 });
  tell(others[3]!, here);
  const moved = people.others.filter((person, at) => person !== before[at]);
  expect(moved.map(({ name, script, line }) => [name, script, line])).toEqual([['P3', 'a.lua', 12]]);
});

it('gives who chose nothing another name and colour than those who are here', () => {
  const [one, two] = [awareness(), awareness()];
  const ann = new People(one);
  ann.setMe({ name: 'Ann', color: ann.me.value.color });
  const ben = new People(two);
  onTestFinished(() => (ann.dispose(), ben.dispose()));
  ben.me.hold({ name: 'Ann', color: ann.me.value.color, drawn: true });
  ben.tell({ scene: 's' });
  tell(one, two);
  expect(ben.me.value.name).not.toBe('Ann');
  expect(ben.me.value.color).not.toBe(ann.me.value.color);
  tell(two, one);
  expect(ann.others.map(({ name, color }) => ({ name, color }))).toEqual([
    { name: ben.me.value.name, color: ben.me.value.color },
  ]);
  expect(ann.me.value.name).toBe('Ann');
});
