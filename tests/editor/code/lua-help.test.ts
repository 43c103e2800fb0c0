import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contextAt, nameAround, openCall, scanLua } from '../../../src/lib/editor/code/lua-context.ts';
import {
  describe as about,
  functionOf,
  suggestionsAt,
} from '../../../src/lib/editor/code/lua-suggestions.ts';
import { blankEntity, blankProject, blankScene } from '../../../src/lib/schema/blank.ts';
import { apiDocs } from '../../../src/lib/script/api-docs.ts';

const project = {
  ...blankProject('Test'),
  scenes: { s: blankScene({ entities: { a: blankEntity({ name: 'Hero', tags: ['coin'] }) } }) },
};
const labels = (before: string, source = before) =>
  suggestionsAt(before, source, project).map(({ label }) => label);

describe('the place of a caret in Lua', () => {
  it('is told from the text before it', () => {
    expect(contextAt('local x = ams.get')).toEqual({
      kind: 'member',
      owner: 'ams',
      typed: 'get',
      method: false,
    });
    expect(contextAt('e:')).toEqual({ kind: 'member', owner: 'e', typed: '', method: true });
    expect(contextAt('local a = b .. na')).toEqual({ kind: 'name', typed: 'na' });
    expect(contextAt('-- ams.')).toEqual({ kind: 'comment' });
    expect(contextAt('--[[ ams.\n e.')).toEqual({ kind: 'comment' });
    expect(contextAt('--[==[ ]] ]==] e.')).toEqual({ kind: 'member', owner: 'e', typed: '', method: false });
    expect(contextAt('ams.find("co')).toEqual({ kind: 'string', typed: 'co', call: 'ams.find' });
    expect(contextAt("x = 'it\\'s")).toEqual({ kind: 'string', typed: "it\\'s", call: '' });
    expect(contextAt('function hero.on_')).toEqual({ kind: 'declaration', owner: 'hero', typed: 'on_' });
  });

  it('finds the call around it', () => {
    expect(openCall('ams.set_x(e, ')).toEqual({ name: 'ams.set_x', argument: 1 });
    expect(openCall('ams.set_x(e, math.max(1, 2), ')).toEqual({ name: 'ams.set_x', argument: 2 });
    expect(openCall('ams.emit(e, "a, (b", { 1, 2')).toEqual({ name: 'ams.emit', argument: 2 });
    expect(openCall('function hero.on_update(e, ')).toBe(null);
    expect(openCall('if (a, ')).toBe(null);
    expect(openCall('f(1) ')).toBe(null);
  });

  it('keeps offsets and lines whatever the text is', () => {
    const lua = fc.string({
      unit: fc.constantFrom('a', '"', "'", '[', ']', '=', '-', '\\', '\n', '(', '😀'),
    });
    fc.assert(
      fc.property(lua, (source) => {
        const { code } = scanLua(source);
        expect(code.length).toBe(source.length);
        expect(code.split('\n').length).toBe(source.split('\n').length);
        contextAt(source);
        openCall(source);
      }),
    );
  });

  it('gives the dotted name up to the part under the pointer', () => {
    const source = 'local a = 1\nams.get_x(e)';
    expect(nameAround(source, source.indexOf('get'))).toEqual({ name: 'ams.get_x', start: 12, end: 21 });
    expect(nameAround(source, 13)?.name).toBe('ams');
    expect(nameAround(source, 8)).toBe(null);
  });
});

describe('help from the table of the API', () => {
  it('offers every function of the table, and nothing that is not in it', () => {
    expect(labels('ams.').sort()).toEqual(apiDocs.map(({ name }) => name).sort());
    expect(labels('ams.')).toContain('get_x');
  });

  it('offers fields and methods of entities, hooks, own names, keywords and texts of the project', () => {
    expect(labels('e.')).toContain('vx');
    expect(labels('e:')).toContain('get_x');
    expect(labels('e:')).not.toContain('find');
    expect(labels('function hero.')).toContain('on_update');
    expect(labels('loc', 'local score = 1\nloc')).toEqual(
      expect.arrayContaining(['local', 'score', 'ams', 'math']),
    );
    expect(labels('ams.find("')).toEqual(expect.arrayContaining(['Hero', 'coin', 'Transform']));
    expect(labels('-- ams.')).toEqual([]);
  });

  it('puts in calls with their arguments as places to fill', () => {
    const setX = suggestionsAt('ams.', 'ams.', project).find(({ label }) => label === 'set_x');
    expect(setX?.insert).toMatch(/^set_x\(\$\{1:e\}, \$\{2:\w+\}\)$/u);
  });

  it('describes functions, methods, fields and hooks, and nothing else', () => {
    expect(about('ams.set_x')?.title).toMatch(/^ams\.set_x\(e, /u);
    expect(about('hero:set_x')?.title).toMatch(/^e:set_x\(\w+\)$/u);
    expect(about('e.vx')?.text).toContain('velocity');
    expect(about('hero.on_update')?.text).toContain('every tick');
    expect(about('vx')).toBe(null);
    expect(functionOf('e.set_x')).toBe(null);
    expect(functionOf('ams.constructor')).toBe(null);
  });
});
