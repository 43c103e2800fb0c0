/**
 * Nothing bypasses the component table: every field that stands in it works everywhere by itself, and the code that is
 * derived from it names no component. A field is added in schema/components.ts and nowhere else.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { writeProject } from '../../src/lib/document/edit-project.ts';
import { setFields } from '../../src/lib/document/edit.ts';
import { systemOrigin, userOrigin } from '../../src/lib/document/origin.ts';
import { readProject } from '../../src/lib/document/read.ts';
import { DocReader } from '../../src/lib/document/reader.ts';
import { blankEntity, blankProject, blankScene } from '../../src/lib/schema/blank.ts';
import { components, type ComponentSpec, type ComponentType } from '../../src/lib/schema/components.ts';
import type { FieldSpec, FieldType } from '../../src/lib/schema/fields.ts';
import { readFolder } from '../../src/lib/schema/folder-read.ts';
import { writeFolder } from '../../src/lib/schema/folder-write.ts';
import type { EntityData, ProjectData } from '../../src/lib/schema/project.ts';
import { resolveEntity } from '../../src/lib/schema/resolve.ts';
import { checkProject } from '../../src/lib/schema/validate.ts';
import { fieldValue } from './arbitrary-project.ts';

const types = Object.keys(components) as ComponentType[];
const rows: [type: ComponentType, field: string, spec: FieldSpec][] = types.flatMap((type) =>
  Object.entries<FieldSpec>((components[type] as ComponentSpec).fields).map(
    ([field, spec]): [ComponentType, string, FieldSpec] => [type, field, spec],
  ),
);
const specsOfKinds = new Map(rows.map(([type, field, spec]) => [spec.type, { type, field, spec }]));

const text = (value: unknown) => JSON.stringify(value);

const drawn = new Map<FieldSpec, readonly unknown[]>();
/** Ten values that the table allows for a field, all unlike its default and unlike one another; always the same ones. */
function values(spec: FieldSpec): readonly unknown[] {
  const known = drawn.get(spec) ?? drawValues(spec);
  drawn.set(spec, known);
  return known;
}

function drawValues(spec: FieldSpec): readonly unknown[] {
  const found = new Map<string, unknown>();
  for (const value of fc.sample(fieldValue(spec), { numRuns: 200, seed: 1 }))
    if (text(value) !== text(spec.default)) found.set(text(value), value);
  return [...found.values()].slice(0, 10);
}

/** A project of one scene with one entity that has one component. */
const projectWith = (key: string, fields: Record<string, unknown>): ProjectData => ({
  ...blankProject('Tables'),
  scenes: {
    s: blankScene({ entities: { e: blankEntity({ components: { Transform: {}, [key]: fields } }) } }),
  },
});
const entityOf = (project: ProjectData): EntityData => project.scenes.s!.entities.e!;

const errorsOf = (project: ProjectData): string[] =>
  checkProject(project)
    .filter(({ severity }) => severity === 'error')
    .map(({ path, message }) => `${path.join('.')} ${message}`);

/** What no field of a type can hold. */
const wrong: Readonly<Record<FieldType, unknown[]>> = {
  number: ['1', true, null, [1], Number.NaN],
  integer: ['1', 0.5, null, Number.POSITIVE_INFINITY],
  boolean: [0, 'true', null],
  string: [1, true, null],
  text: [1, ['a'], null],
  color: ['red', '#12', 7, null],
  vec2: [1, [1], [1, 2, 3], [1, '2'], { x: 1, y: 2 }],
  enum: ['none of these', 1, null],
  asset: [1, null],
  script: [false, {}],
  entity: [0, []],
  choice: [1, null, ['a']],
  choices: ['a', [1], {}],
  points: ['', [1, 2], [[1]], {}],
  curve: ['', [1, 2], [[1]], [[1, 2, 3]], [[0, 0, 0, 0, 0, '1']], {}],
  record: [[], 'a', { a: [1] }, { a: null }],
  tilesets: [{}, [{ firstTile: 0, tileset: 't' }], ['t']],
  tiles: [[], { '0,0': [1, 2] }, { here: new Uint32Array(256) }],
};

describe.each(rows)('%s.%s', (type, field, spec) => {
  it('is described: one sentence for people, a default that its own check accepts', () => {
    expect(spec.doc).toMatch(/^\S.*\.$/u);
    expect(errorsOf(projectWith(type, { [field]: spec.default }))).toEqual([]);
  });

  it('takes what its type allows and refuses all else, by name', () => {
    for (const value of values(spec)) expect(errorsOf(projectWith(type, { [field]: value }))).toEqual([]);
    for (const value of wrong[spec.type]) {
      const errors = errorsOf(projectWith(type, { [field]: value }));
      expect(errors.length, text(value)).toBeGreaterThan(0);
      expect(errors[0]).toContain(`${type}.${field}`);
    }
    if ('min' in spec || 'max' in spec) {
      const { min, max } = spec as { min?: number; max?: number };
      for (const value of [min === undefined ? null : min - 1, max === undefined ? null : max + 1])
        if (value !== null) {
          const beyond = spec.type === 'vec2' ? [value, value] : value;
          expect(errorsOf(projectWith(type, { [field]: beyond })).length, text(beyond)).toBeGreaterThan(0);
        }
    }
  });

  it('goes through a project folder', () => {
    for (const value of values(spec)) {
      const project = projectWith(type, { [field]: value });
      const read = readFolder(writeFolder(project, () => undefined));
      if (!read.ok) throw new Error(text(read.error));
      expect(entityOf(read.value.project).components[type]).toEqual({ [field]: value });
    }
  });

  it('goes through the document, to other people, and back to its default', () => {
    const [value, next] = values(spec);
    const here = new Y.Doc();
    const there = new Y.Doc();
    writeProject(here, systemOrigin, projectWith(type, {}));
    Y.applyUpdate(there, Y.encodeStateAsUpdate(here));
    const reader = new DocReader(there);
    for (const each of [value, next ?? value]) {
      setFields(here, userOrigin(), 's', 'e', type, { [field]: each });
      Y.applyUpdate(there, Y.encodeStateAsUpdate(here));
      expect(entityOf(readProject(there)).components[type]).toEqual({ [field]: each });
      expect(entityOf(reader.project).components[type]).toEqual({ [field]: each });
    }
    expect(reader.problems).toEqual([]);
    setFields(there, userOrigin(), 's', 'e', type, { [field]: undefined });
    Y.applyUpdate(here, Y.encodeStateAsUpdate(there));
    expect(entityOf(readProject(here)).components[type]).toEqual({});
    reader.dispose();
    for (const bad of wrong[spec.type])
      expect(() => setFields(here, userOrigin(), 's', 'e', type, { [field]: bad }), text(bad)).toThrow(
        RangeError,
      );
  });

  it('merges with what somebody else sets at the same time', () => {
    const here = new Y.Doc();
    const there = new Y.Doc();
    writeProject(here, systemOrigin, projectWith(type, {}));
    Y.applyUpdate(there, Y.encodeStateAsUpdate(here));
    const value = values(spec)[0];
    setFields(here, userOrigin(), 's', 'e', type, { [field]: value });
    const others = rows.filter(([otherType, otherField]) => otherType === type && otherField !== field);
    for (const [, otherField, otherSpec] of others)
      setFields(there, userOrigin(), 's', 'e', type, { [otherField]: values(otherSpec)[0] });
    Y.applyUpdate(there, Y.encodeStateAsUpdate(here));
    Y.applyUpdate(here, Y.encodeStateAsUpdate(there));
    const expected = Object.fromEntries([
      [field, value],
      ...others.map(([, otherField, otherSpec]) => [otherField, values(otherSpec)[0]]),
    ]);
    for (const doc of [here, there]) expect(entityOf(readProject(doc)).components[type]).toEqual(expected);
  });

  it('is resolved: its default where nothing is set, what is set where something is', () => {
    const resolved = (fields: Record<string, unknown>) =>
      (
        resolveEntity({}, 'e', entityOf(projectWith(type, fields)), null).components as Record<
          string,
          Record<string, unknown>
        >
      )[type]![field];
    expect(resolved({})).toEqual(spec.default);
    const value = values(spec)[0];
    expect(resolved({ [field]: value })).toEqual(value);
  });
});

describe.each(types)('%s', (type) => {
  it(
    'many' in components[type] ? 'may stand on an entity several times, by name' : 'stands on an entity once',
    () => {
      const errors = errorsOf(projectWith(`${type}:second`, {}));
      if ('many' in components[type]) expect(errors).toEqual([]);
      else expect(errors[0]).toContain(`an entity has only one ${type}`);
    },
  );
});

const source = join(import.meta.dirname, '../../src/lib');
const readSource = (path: string) => readFileSync(join(source, path), 'utf8');

describe('the inspector', () => {
  it('has a control for every type of field', () => {
    const widget = readSource('editor/panels/inspector/FieldWidget.svelte');
    const handled = new Set(
      [...widget.matchAll(/\{(?:#|:else )if [^}]*\}/gu)].flatMap(([condition]) =>
        [...condition.matchAll(/spec\.type === '(\w+)'/gu)].map(([, name]) => name),
      ),
    );
    // A choice of one is a list, whatever is chosen from.
    expect(widget).toContain('{:else if options}');
    const lists = readSource('editor/panels/inspector/field-options.ts');
    for (const [, name] of lists.matchAll(/case '(\w+)':/gu)) handled.add(name);
    expect([...specsOfKinds.keys()].filter((kind) => !handled.has(kind))).toEqual([]);
  });

  it('shows fields of the table and no others', () => {
    expect(readSource('editor/panels/inspector/ComponentSection.svelte')).toContain(
      'Object.entries(spec.fields)',
    );
  });
});

/** Code that is derived from the table, and so must not know a component or field by name. */
const derived = ['schema', 'document', 'editor/panels/inspector'];

/** Where a component is named all the same, and why. */
const named: Readonly<Record<string, readonly string[]>> = {
  // The table itself.
  'schema/components.ts': types,
  // Every entity has a place: a document or file that says nothing of it means the default one.
  'schema/project.ts': ['Transform'],
  'schema/prefab-template.ts': ['Transform'],
  'schema/blank.ts': ['Transform'],
  // Where an instance stands is no override.
  'schema/prefab-overrides.ts': ['Transform'],
  // Nor is where the root of a definition stands of any meaning.
  'schema/definition-scene.ts': ['Transform'],
  'schema/folder-entities.ts': ['Transform'],
  'schema/folder-parts.ts': ['Transform'],
  'document/read-entity.ts': ['Transform'],
  // Painting is an operation of its own: single cells merge where whole fields would not.
  'document/edit.ts': ['Tilemap'],
  // Which component runs a kind of script: the other table, of the kinds.
  'schema/script-kinds.ts': ['CollisionAction', 'Generator', 'InputAction', 'Script'],
  // A script declares its own properties, and is chosen rather than its component.
  'editor/panels/inspector/FieldWidget.svelte': ['Script'],
  'editor/panels/inspector/AddComponent.svelte': ['Script'],
};

describe('code that is derived from the table', () => {
  const files = derived
    .flatMap((folder) =>
      readdirSync(join(source, folder), { recursive: true, withFileTypes: true }).map(
        ({ parentPath, name }) => relative(source, join(parentPath, name)).replaceAll('\\', '/'),
      ),
    )
    .filter((path) => /\.(?:ts|svelte)$/u.test(path));
  /** A component in quotes, as a key in braces, or as a property. */
  const mention = new RegExp(`(?:['"\`.]|\\b(?=\\w+\\??:))(${types.join('|')})\\b(?!\\w)`, 'gu');
  const code = (path: string) =>
    readSource(path)
      .replaceAll(/\/\*[\s\S]*?\*\/|<!--[\s\S]*?-->|\/\/[^\n]*/gu, '')
      .replaceAll(/^import [^;]*;/gmu, '')
      .replaceAll(/\bY\.\w+/gu, '');

  it.each(files)('%s names no component', (path) => {
    const found = [...new Set([...code(path).matchAll(mention)].map(([, type]) => type!))].sort();
    expect(found).toEqual([...(named[path] ?? [])].sort());
  });

  it('has no exception that nobody needs', () => {
    expect(Object.keys(named).filter((path) => !files.includes(path))).toEqual([]);
  });
});
