/** Laws of overrides: any instances of any prefabs, taken apart, applied and reverted through the document. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { writeProject } from '../../src/lib/document/edit-project.ts';
import { applyOverrides, revertOverrides, unpackInstance } from '../../src/lib/document/edit-prefabs.ts';
import { createEntity, setEntity } from '../../src/lib/document/edit.ts';
import { userOrigin } from '../../src/lib/document/origin.ts';
import { readProject } from '../../src/lib/document/read.ts';
import { DocReader } from '../../src/lib/document/reader.ts';
import { blankEntity, blankLayer, blankProject, blankScene } from '../../src/lib/schema/blank.ts';
import { levelsOf, overridesOf } from '../../src/lib/schema/prefab-overrides.ts';
import type { EntityData, InnerOverride, PrefabData, ProjectData } from '../../src/lib/schema/project.ts';
import { resolveEntity, resolveScene } from '../../src/lib/schema/resolve.ts';

const origin = userOrigin();

const shape = fc.record(
  { fill: fc.constantFrom('#111111', '#222222', '#333333'), strokeWidth: fc.nat(9) },
  { requiredKeys: [] },
);
const script = fc.record(
  { properties: fc.dictionary(fc.constantFrom('speed', 'jump'), fc.nat(9)) },
  { requiredKeys: [] },
);
const components = (names: readonly string[]) =>
  fc.record(
    {
      Transform: fc.record({ position: fc.tuple(fc.nat(99), fc.nat(99)) }, { requiredKeys: [] }),
      Shape: shape,
      'Script:hero': script,
      Joint: fc.record({ to: fc.constantFrom(...names) }),
    },
    { requiredKeys: ['Transform'] },
  );
/** What an inner entity can be made to be by an instance, and be by itself as well. */
const override = (names: readonly string[]): fc.Arbitrary<InnerOverride> =>
  fc.record(
    {
      name: fc.constantFrom('New name', 'Newer name'),
      tags: fc.constant(['own']),
      visible: fc.constant(false),
      removed: fc.constant(true),
      components: components(names),
    },
    { requiredKeys: ['components'] },
  );
const own = { name: fc.constantFrom('Eye', 'Leg'), tags: fc.constantFrom([], ['a']), visible: fc.boolean() };

/** Three prefabs, each of which may stand in the later ones, at their root too. */
const prefabs: fc.Arbitrary<Record<string, PrefabData>> = fc
  .tuple(...[0, 1, 2].map((n) => prefab(n)))
  .map((list) => Object.fromEntries(list.map((each, n) => [`p${n}`, each])));

function prefab(n: number): fc.Arbitrary<PrefabData> {
  const earlier = Array.from({ length: n }, (_, at) => `p${at}`);
  const names = [`r${n}`, `a${n}`, `b${n}`, `r${n}/a0`, `a${n}/b0`, 'elsewhere'];
  const paths = Array.from({ length: n }, (_, at) => [`a${at}`, `b${at}`, `a${n - 1}/b${at}`]).flat();
  const entity = (parent: string | null, order: string) =>
    fc
      .record({
        ...own,
        prefab: fc.constantFrom('', ...earlier),
        components: components(names),
        overrides: fc.dictionary(fc.constantFrom('nowhere', ...paths), override(names), { maxKeys: 2 }),
      })
      .map(({ overrides, ...rest }) =>
        blankEntity({ ...rest, parent, order, ...(rest.prefab === '' ? {} : { overrides }) }),
      );
  return fc
    .record({
      root: entity(null, 'a0'),
      a: entity(`r${n}`, 'a0'),
      b: fc.oneof(entity(`a${n}`, 'a0'), entity(`r${n}`, 'a1'), entity('gone', 'a2')),
    })
    .map(({ root, a, b }) => ({
      name: `P${n}`,
      order: 'a0',
      root: `r${n}`,
      entities: { [`r${n}`]: root, [`a${n}`]: a, [`b${n}`]: b },
    }));
}

const names = ['i', 'i/a2', 'i/b2', 'i/a2/b0', 'i/a1', 'other', 'other/a2'];
const paths = ['a2', 'b2', 'a1', 'b1', 'a0', 'a2/a1', 'a2/b0', 'b2/a1', 'a2/a1/a0', 'nowhere'];
const placed: fc.Arbitrary<EntityData> = fc
  .record({
    ...own,
    components: components(names),
    overrides: fc.dictionary(fc.constantFrom(...paths), override(names), { maxKeys: 4 }),
  })
  .map((fields) => blankEntity({ ...fields, layer: 'l', prefab: 'p2' }));

const level = fc
  .record({ prefabs, i: placed, other: placed })
  .map(({ prefabs: given, i, other }): ProjectData => {
    const hat = blankEntity({
      name: 'Hat',
      parent: 'i',
      layer: 'l',
      components: { Joint: { to: 'i/a2/b0' } },
    });
    const entities = { i, other, hat };
    return {
      ...blankProject('Level'),
      prefabs: given,
      scenes: { s: blankScene({ entities, layers: { l: blankLayer() } }) },
    };
  });

function docOf(project: ProjectData): Y.Doc {
  const doc = new Y.Doc();
  writeProject(doc, origin, project);
  return doc;
}

/** What is to be seen and played, without what scripts know things as. */
const look = (project: ProjectData, rename: (id: string) => string = (id) => id) =>
  resolveScene(project, project.scenes.s!).map(
    ({ id, parent, name, tags, visible, layer, components: own }) => ({
      id: rename(id),
      parent: parent === null ? null : rename(parent),
      ...{ name, tags, visible, layer },
      components: Object.fromEntries(
        Object.entries(own as Record<string, Record<string, unknown>>).map(([key, fields]) => [
          key,
          'to' in fields ? { ...fields, to: rename(String(fields.to)) } : fields,
        ]),
      ),
    }),
  );

/** Numbers entities in the order in which they come, whatever their ids are. */
function numbered(project: ProjectData): (id: string) => string {
  const ids = new Map(resolveScene(project, project.scenes.s!).map(({ id }, at) => [id, `#${at}`]));
  return (id) => ids.get(id) ?? '?';
}

/** What is named and not there may be called anything. */
function named(project: ProjectData): (id: string) => string {
  const ids = new Set(resolveScene(project, project.scenes.s!).map(({ id }) => id));
  return (id) => (ids.has(id) ? id : '?');
}

describe('an instance', () => {
  it.each(['once', 'all'] as const)('looks and plays the same when it is unpacked (%s)', (how) => {
    fc.assert(
      fc.property(level, (project) => {
        const doc = docOf(project);
        const before = readProject(doc);
        let count = 0;
        const entities = project.scenes.s!.entities;
        const done = unpackInstance(
          doc,
          origin,
          's',
          project.prefabs,
          entities,
          'i',
          how,
          () => `n${count++}`,
        );
        expect(done).toBe(true);
        const after = readProject(doc);
        expect(look(after, numbered(after))).toEqual(look(project, numbered(project)));
        const left = Object.entries(after.scenes.s!.entities).filter(([id]) => id !== 'other');
        if (how === 'all') for (const [, entity] of left) expect(entity).toMatchObject({ prefab: '' });
        expect(after.prefabs).toEqual(before.prefabs);
        doc.destroy();
      }),
      { numRuns: 60 },
    );
  });

  it('looks the same when what it sets is applied to its prefab, and sets nothing of that any more', () => {
    fc.assert(
      fc.property(level, (project) => {
        const doc = docOf(project);
        const data = project.scenes.s!.entities.i!;
        const overrides = overridesOf(project.prefabs, data);
        const refused = applyOverrides(doc, origin, 's', project.prefabs, { id: 'i', data }, overrides);
        const after = readProject(doc);
        const left = overridesOf(after.prefabs, after.scenes.s!.entities.i!);
        expect(left.length).toBeLessThanOrEqual(refused);
        const seen = (each: ProjectData) =>
          look(each, (id) => named(after)(named(project)(id))).filter(({ id }) => id.split('/')[0] === 'i');
        expect(seen(after)).toEqual(seen(project));
        doc.destroy();
      }),
      { numRuns: 60 },
    );
  });

  it('is as its prefab says when all is reverted, one by one or at once', () => {
    fc.assert(
      fc.property(level, (project) => {
        const data = project.scenes.s!.entities.i!;
        const overrides = overridesOf(project.prefabs, data);
        const { position } = resolveEntity(project.prefabs, 'i', data).components.Transform;
        const { name, order, layer, prefab: kind } = data;
        const fresh = blankEntity({
          name,
          order,
          layer,
          prefab: kind,
          components: { Transform: { position } },
        });
        const scenes = { s: { ...project.scenes.s!, entities: { ...project.scenes.s!.entities, i: fresh } } };
        const expected = look({ ...project, scenes });
        const results = [[overrides], overrides.map((each) => [each])].map((groups) => {
          const doc = docOf(project);
          for (const group of groups) revertOverrides(doc, origin, 's', 'i', group);
          const after = readProject(doc);
          expect(overridesOf(after.prefabs, after.scenes.s!.entities.i!)).toEqual([]);
          doc.destroy();
          return look(after);
        });
        for (const result of results) expect(result).toEqual(expected);
      }),
      { numRuns: 60 },
    );
  });

  it('names the prefabs that an inner entity comes from, outermost first', () => {
    const inner = {
      name: 'Q',
      order: 'a0',
      root: 'q',
      entities: { q: blankEntity(), d: blankEntity({ parent: 'q' }) },
    };
    const outer = {
      name: 'P',
      order: 'a0',
      root: 'p',
      entities: { p: blankEntity(), c: blankEntity({ parent: 'p', prefab: 'inner' }) },
    };
    const variant = { name: 'V', order: 'a0', root: 'v', entities: { v: blankEntity({ prefab: 'outer' }) } };
    expect(levelsOf({ inner, outer, variant }, 'variant', 'c/d')).toEqual([
      { prefab: 'variant', id: 'v/c/d', at: '' },
      { prefab: 'outer', id: 'c/d', at: '' },
      { prefab: 'inner', id: 'd', at: 'c' },
    ]);
  });
});

describe('a ring of prefabs', () => {
  const base = (): ProjectData => ({
    ...blankProject('Rings'),
    prefabs: Object.fromEntries(
      ['a', 'b'].map((id) => [
        id,
        { name: id.toUpperCase(), order: 'a0', root: 'r', entities: { r: blankEntity() } },
      ]),
    ),
  });
  const into = (doc: Y.Doc, home: string, prefab: string) =>
    createEntity(doc, origin, { prefab: home }, 'x', blankEntity({ name: 'X', parent: 'r', prefab }));

  it('is refused, with the reason', () => {
    const doc = docOf(base());
    into(doc, 'a', 'b');
    expect(() => into(doc, 'b', 'a')).toThrow(
      'An instance of "A" cannot be placed inside of "B": "A" contains "B".',
    );
    expect(() => into(doc, 'a', 'a')).toThrow('An instance of "A" cannot be placed inside of "A" itself.');
    expect(() => setEntity(doc, origin, { prefab: 'b' }, 'r', { prefab: 'a' })).toThrow(RangeError);
  });

  it('that two people close at once is cut for both, and told of until it is gone', () => {
    const here = docOf(base());
    const there = new Y.Doc();
    Y.applyUpdate(there, Y.encodeStateAsUpdate(here));
    const reader = new DocReader(here);
    into(here, 'a', 'b');
    into(there, 'b', 'a');
    Y.applyUpdate(here, Y.encodeStateAsUpdate(there));
    Y.applyUpdate(there, Y.encodeStateAsUpdate(here));
    expect(reader.project.prefabs).toEqual(readProject(there).prefabs);
    expect(reader.project.prefabs.a!.entities.x!.prefab).toBe('b');
    expect(reader.project.prefabs.b!.entities.x!.prefab).toBe('');
    expect(reader.problems.map(({ where, message }) => `${where}: ${message}`)).toEqual([
      'B: X reads as a plain entity: its prefab A contains B itself',
    ]);
    setEntity(here, origin, { prefab: 'a' }, 'x', { prefab: '' });
    expect(reader.project.prefabs.b!.entities.x!.prefab).toBe('a');
    expect(reader.problems).toEqual([]);
    reader.dispose();
  });
});
