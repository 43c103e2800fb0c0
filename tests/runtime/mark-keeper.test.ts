import { describe, expect, it } from 'vitest';
import { MarkKeeper } from '../../src/lib/runtime/mark-keeper.ts';

const who = (id: string, ...tags: string[]) => ({ id, name: id.toUpperCase(), tags });
const texts = (keeper: MarkKeeper) =>
  keeper.takeNews().marks.map(({ at, kind, text }) => `${at} ${kind}: ${text}`);

describe('MarkKeeper', () => {
  it('marks collisions of who has a tag, from the side of who has it', () => {
    const keeper = new MarkKeeper();
    keeper.collision(5, who('ground'), who('hero', 'player'));
    keeper.collision(6, who('ground'), who('crate'));
    expect(keeper.takeNews().marks).toEqual([
      { at: 5, kind: 'collision', text: 'HERO touches GROUND', entity: 'hero' },
    ]);
  });

  it('does not repeat itself, nor say everything at once', () => {
    const keeper = new MarkKeeper();
    for (let at = 0; at < 60; at++) keeper.collision(at, who('hero', 'player'), who('wall'));
    expect(texts(keeper)).toEqual(['0 collision: HERO touches WALL']);
    for (let n = 0; n < 50; n++) keeper.message(70, `m${n}`, who('door'), 'behavior/door.lua');
    expect(texts(keeper)).toHaveLength(4);
  });

  it('names errors, messages and edits', () => {
    const keeper = new MarkKeeper();
    keeper.error(1, {
      script: 'behavior/b.lua',
      line: 3,
      message: 'no',
      traceback: '',
      entity: 'e',
      entityName: 'E',
      locals: [],
    });
    keeper.message(2, 'open', null, '');
    keeper.change(
      3,
      {
        kind: 'edits',
        edits: [
          { kind: 'script', path: 'behavior/b.lua', source: '' },
          { kind: 'order', ids: [] },
        ],
      },
      () => '',
    );
    keeper.change(4, { kind: 'edits', edits: [{ kind: 'entity', id: 'x', entity: null }] }, () => 'Box');
    expect(keeper.takeNews().marks).toEqual([
      { at: 1, kind: 'error', text: 'E: no', entity: 'e', script: 'behavior/b.lua', line: 3 },
      { at: 2, kind: 'message', text: '“open” is sent' },
      { at: 3, kind: 'edit', text: 'behavior/b.lua edited', script: 'behavior/b.lua' },
      { at: 4, kind: 'edit', text: 'Box deleted', entity: 'x' },
    ]);
  });

  it('tells of each mark once, and of a future that is forgotten', () => {
    const keeper = new MarkKeeper();
    for (const at of [10, 20, 30]) keeper.message(at, `m${at}`, null, '');
    expect(texts(keeper)).toHaveLength(3);
    keeper.message(40, 'late', null, '');
    keeper.forgetAfter(15);
    keeper.message(18, 'anew', null, '');
    const news = keeper.takeNews();
    expect([news.forgetAfter, news.marks.map(({ at }) => at)]).toEqual([15, [18]]);
    expect(keeper.takeNews()).toEqual({ forgetAfter: null, marks: [] });
  });
});
