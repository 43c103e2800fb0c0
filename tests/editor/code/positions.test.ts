import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { decodePosition } from '../../../src/lib/document/text-positions.ts';
import { encodeSelection, remoteSelections } from '../../../src/lib/editor/code/positions.ts';

function files() {
  const doc = new Y.Doc();
  const scripts = doc.getMap<Y.Text>('scripts');
  scripts.set('a.lua', new Y.Text('local hero = {}'));
  scripts.set('b.lua', new Y.Text('return 1'));
  return { doc, a: scripts.get('a.lua')!, b: scripts.get('b.lua')! };
}

/** As it arrives from somebody else. */
const sent = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

describe('carets of others', () => {
  it('stay at their place while the text around them changes, on another machine as well', () => {
    const { doc, a } = files();
    const code = sent(encodeSelection('a.lua', a, { anchor: 6, head: 10 }, 2));
    const other = new Y.Doc();
    Y.applyUpdate(other, Y.encodeStateAsUpdate(doc));
    const there = other.getMap<Y.Text>('scripts').get('a.lua')!;
    there.insert(0, '-- note\n');
    const states = new Map([[7, { user: { name: ' Ada ', color: '#ff0000' }, code }]]);
    expect(remoteSelections(states, 1, other, 'a.lua', there)).toEqual([
      { client: 7, name: 'Ada', color: '#ff0000', anchor: 14, head: 18 },
    ]);
    expect(remoteSelections(states, 7, other, 'a.lua', there)).toEqual([]);
  });

  it('are left out in other files and when they are damaged; colours that are none are replaced', () => {
    const { doc, a, b } = files();
    const code = sent(encodeSelection('a.lua', a, { anchor: 0, head: 0 }, 1));
    const states = new Map<number, unknown>([
      [1, { code }],
      [2, { code: { path: 'a.lua', anchor: 'x', head: null } }],
      [3, { code: { path: 'a.lua', anchor: { type: { client: 'x' } }, head: { tname: 5 } } }],
      [4, null],
      [5, { user: { name: '', color: 'red;}body{display:none' }, code }],
    ]);
    expect(remoteSelections(states, 0, doc, 'b.lua', b)).toEqual([]);
    expect(remoteSelections(states, 0, doc, 'a.lua', a)).toEqual([
      { client: 1, name: 'Somebody', color: '#8b95a5', anchor: 0, head: 0 },
      { client: 5, name: 'Somebody', color: '#8b95a5', anchor: 0, head: 0 },
    ]);
    expect(decodePosition(doc, b, code.head)).toBe(null);
  });
});
