import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { findRules, ruleStarts } from '../../src/lib/import/automap/find-rules.ts';
import {
  isRulePack,
  packRules,
  rulePackName,
  ruleTitle,
  unpackRules,
} from '../../src/lib/schema/rule-pack.ts';

const map = (name: string) =>
  `<map orientation="orthogonal" width="1" height="1" tilewidth="8" tileheight="8"><layer name="${name}" width="1" height="1"><data encoding="csv">0</data></layer></map>`;
const files = (given: Readonly<Record<string, string>>) =>
  new Map(Object.entries(given).map(([path, text]) => [path, strToU8(text)]));

describe('rules among files', () => {
  it('begin with rules.txt, what a project names, the only list, or the maps that hold some', () => {
    const maps = { 'a/one.tmx': map('input_G'), 'two.tmx': map('Ground') };
    expect(ruleStarts(files(maps))).toEqual(['a/one.tmx']);
    expect(ruleStarts(files({ ...maps, 'tools/list.txt': '../a/one.tmx' }))).toEqual(['tools/list.txt']);
    const project = { 'game.tiled-project': '{"automappingRulesFile":"tools/mine.txt"}' };
    const lists = { 'tools/mine.txt': '../a/one.tmx', 'readme.txt': 'hello' };
    expect(ruleStarts(files({ ...maps, ...lists, ...project }))).toEqual(['tools/mine.txt']);
    const both = { 'deep/rules.txt': '', 'Rules.txt': 'a/one.tmx' };
    expect(ruleStarts(files({ ...maps, ...lists, ...project, ...both }))).toEqual(['Rules.txt']);
    expect(ruleStarts(files({ 'two.tmx': map('Ground'), 'a.txt': '', 'b.txt': '' }))).toEqual([]);
  });

  it('come as a zip as well, and are refused with a reason', async () => {
    const zip = zipSync({
      'pack/rules.txt': strToU8('shore.tmx'),
      'pack/shore.tmx': strToU8(map('output_G')),
    });
    const found = await findRules(new Map([['shore rules.zip', new Uint8Array(zip)]]));
    expect(found).toMatchObject({ ok: true, value: { name: 'shore rules', refused: [] } });
    expect(found.ok && [...found.value.files.keys()]).toEqual(['pack/rules.txt', 'pack/shore.tmx']);
    expect(await findRules(files({ 'two.tmx': map('Ground') }))).toMatchObject({
      error: { message: expect.stringContaining('no rules of automapping') as string },
    });
    expect(await findRules(files({ 'rules.txt': 'gone.tmx' }))).toMatchObject({
      error: { message: expect.stringContaining('gone.tmx') as string },
    });
  });

  it('are kept as one asset, byte by byte', () => {
    const given = new Map([
      ['b.png', Uint8Array.from({ length: 33_000 }, (_, at) => at % 256)],
      ['a/rules.txt', strToU8('Größe')],
    ]);
    const packed = packRules(given);
    const read = unpackRules(packed)!;
    expect([...read.keys()]).toEqual(['a/rules.txt', 'b.png']);
    for (const [path, bytes] of given) expect(Buffer.from(read.get(path)!).equals(bytes)).toBe(true);
    expect(Buffer.from(packRules(new Map([...given].reverse()))).equals(packed)).toBe(true);
    for (const none of ['', '{}', '{"rules":[]}', '{"rules":{"a":"*"}}', '[1']) {
      expect(unpackRules(strToU8(none))).toBeNull();
    }
    expect(isRulePack({ kind: 'data', name: rulePackName('shore') })).toBe(true);
    expect(ruleTitle(rulePackName('shore'))).toBe('shore');
    expect(isRulePack({ kind: 'data', name: 'rules.json' })).toBe(false);
  });
});
