/** Damage to shared documents, as a broken tool, a newer version or a malicious member could do it. */
import fc from 'fast-check';
import * as Y from 'yjs';
import { layout } from '../../src/lib/document/layout.ts';

/** Something that does not belong where it is put: values of every kind, and shared types. */
const junk: fc.Arbitrary<() => unknown> = fc.oneof(
  fc
    .oneof(
      fc.constantFrom<unknown>(
        null,
        undefined,
        '',
        'zzz',
        '__proto__',
        NaN,
        Infinity,
        -1,
        0.5,
        1e300,
        true,
        false,
      ),
      fc.constantFrom<unknown>(
        [],
        {},
        [1],
        [null, null],
        [[]],
        { x: 1 },
        'a0',
        'A',
        '-',
        '~',
        new Uint8Array(3),
      ),
      fc.string(),
      fc.double(),
      fc.array(fc.oneof(fc.double(), fc.string(), fc.constant(null)), { maxLength: 3 }),
      fc.dictionary(fc.string(), fc.oneof(fc.double(), fc.string()), { maxKeys: 3, noNullPrototype: true }),
    )
    .map((value) => Object.assign(() => value, { toString: () => JSON.stringify(value) ?? 'undefined' })),
  fc.constantFrom(
    () => new Y.Map(),
    () => new Y.Map([['name', 3]]),
    () => new Y.Text('text'),
    () => new Y.Array(),
    () => new Y.XmlElement('p'),
  ),
);

const keys = fc.oneof(
  fc.constantFrom(
    'name',
    'order',
    'parent',
    'layers',
    'entities',
    'root',
    'settings/size',
    'settings/materials',
  ),
  fc.constantFrom(
    'settings/unheard-of',
    'tile/0',
    'tile/x',
    'image',
    'count',
    'tint',
    'parallax',
    'grid',
    'Shape',
  ),
  fc.constantFrom(
    'Transform/position',
    'Body/kind',
    'Script/properties/x',
    'Hologram',
    'Hologram/depth',
    'tags',
  ),
  fc.constantFrom(
    '__proto__',
    'constructor',
    '',
    '/',
    'a b',
    'guide/',
    'guide/x',
    'bookmark/1',
    'a0',
    'prefab',
  ),
  fc.string(),
);

/** One blow: down a way through the document, then something is set, or taken away. */
export interface Blow {
  root: keyof ReturnType<typeof layout>;
  /** Which entry to go into at each step, counted round. */
  way: readonly number[];
  /** `null` takes an entry that is there. */
  key: string | null;
  /** `null` deletes. */
  make: (() => unknown) | null;
}

export const anyBlow: fc.Arbitrary<Blow> = fc.record({
  root: fc.constantFrom('project', 'scenes', 'scripts', 'assets', 'tilesets', 'prefabs'),
  way: fc.array(fc.nat(20), { maxLength: 4 }),
  key: fc.option(keys),
  make: fc.option(junk, { freq: 5 }),
});

/** Strikes. */
export function strike(doc: Y.Doc, { root, way, key, make }: Blow): void {
  let at = layout(doc)[root] as Y.Map<unknown>;
  for (const step of way) {
    const inner = [...at.values()].filter((each): each is Y.Map<unknown> => each instanceof Y.Map);
    if (inner.length === 0) break;
    at = inner[step % inner.length]!;
  }
  const own = [...at.keys()].sort();
  const name = key ?? own[(way[0] ?? 0) % Math.max(1, own.length)];
  if (name === undefined) return;
  if (make === null) at.delete(name);
  else at.set(name, make());
}
