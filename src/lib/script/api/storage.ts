/** Values that outlive a run: high scores, unlocked levels. */
import { MAX_STORED_KEYS, MAX_STORED_TEXT } from '../../engine/game-state.ts';
import { ScriptFault } from '../vm.ts';
import { define, text, type ApiFunction, type LuaValue } from './define.ts';

const key = text('key', 'its name');

export const storageFunctions: readonly ApiFunction[] = [
  define({
    name: 'store',
    group: 'storage',
    doc: 'Keeps a number, text or boolean for later runs of this game on the device of the player.',
    params: [key, { name: 'value', type: 'value', doc: 'nil forgets it' }],
    example: 'ams.store("best", ams.get_score())\nassert(ams.load("best") == ams.get_score())',
    run({ world, undo, later }, name, value) {
      const { storage } = world.game;
      const before = storage.get(name) ?? null;
      if (typeof value === 'string' && value.length > MAX_STORED_TEXT)
        throw new ScriptFault(
          `bad argument #2 to 'store' (a text of at most ${MAX_STORED_TEXT} characters expected)`,
        );
      if (name.length > MAX_STORED_TEXT)
        throw new ScriptFault(
          `bad argument #1 to 'store' (a text of at most ${MAX_STORED_TEXT} characters expected)`,
        );
      if (before === null && storage.size >= MAX_STORED_KEYS)
        throw new ScriptFault(`a game can store at most ${MAX_STORED_KEYS} values`);
      const put = (next: typeof value) => (next === null ? storage.delete(name) : storage.set(name, next));
      undo(() => put(before));
      put(value);
      later(() => world.game.store(name, value));
    },
  }),
  define({
    name: 'load',
    group: 'storage',
    doc: 'A value that this or an earlier run has stored.',
    params: [key, { name: 'default', type: 'any', doc: 'returned when there is none', optional: true }],
    returns: { type: 'value', doc: 'the value, else `default`' },
    example: 'local best = ams.load("best", 0)\nassert(best >= 0)',
    run: ({ world }, name, otherwise): LuaValue => world.game.storage.get(name) ?? otherwise,
  }),
];
