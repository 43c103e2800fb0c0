/** Entities as a project folder writes them: only what is set, in the order of the component table. */
import { components as table, fieldOf, specOf, typeOfKey } from './components.ts';
import type { FieldSpec } from './fields.ts';
import { tilesToText } from './folder-tiles.ts';
import type { EntityData, StoredComponent } from './project.ts';
import { tileBounds, type TileChunks } from './tiles.ts';
import { childrenOf } from './tree.ts';
import { compareText, Inline, notEmpty, pairs, plain, sorted, type Pairs } from './yaml-pairs.ts';

function fieldValue(spec: FieldSpec | undefined, value: unknown): unknown {
  switch (spec?.type) {
    case 'vec2':
    case 'points':
    case 'curve':
    case 'choices':
      return new Inline(value);
    case 'tilesets':
      return (value as { firstTile: number; tileset: string }[]).map(
        ({ firstTile, tileset }) => new Inline({ firstTile, tileset }),
      );
    case 'tiles': {
      const text = tilesToText(value as TileChunks);
      return 'rows' in text ? { origin: new Inline(text.origin), rows: text.rows } : text;
    }
    default:
      return plain(value);
  }
}

/** A record or grid that holds nothing says the same as one that is not set. */
const isBare = (spec: FieldSpec | undefined, value: unknown): boolean =>
  (spec?.type === 'record' && Object.keys(value as object).length === 0) ||
  (spec?.type === 'tiles' && tileBounds(value as TileChunks) === null);

/** Fields in the order of the table, those it does not know after them. */
function componentPairs(key: string, fields: StoredComponent): Pairs {
  const known = Object.keys(specOf(key)?.fields ?? {});
  const rank = (field: string) => (known.includes(field) ? known.indexOf(field) : known.length);
  return pairs(
    Object.entries(fields)
      .filter(([field, value]) => value !== undefined && !isBare(fieldOf(key, field), value))
      .sort(([a], [b]) => rank(a) - rank(b) || compareText(a, b))
      .map(([field, value]) => [field, fieldValue(fieldOf(key, field), value)]),
  );
}

function componentsPairs(components: EntityData['components']): Pairs {
  const types = Object.keys(table);
  const rank = (key: string) => (specOf(key) ? types.indexOf(typeOfKey(key)) : types.length);
  const entries = Object.entries(components).sort(([a], [b]) => rank(a) - rank(b) || compareText(a, b));
  return new Map(entries.map(([key, fields]) => [key, componentPairs(key, fields)]));
}

/** What an instance sets inside of its prefab, by path. */
function overridesPairs(overrides: EntityData['overrides']): Pairs | undefined {
  const entries = sorted(overrides ?? {}).map(
    ([path, { name, tags, visible, removed, components }]) =>
      [
        path,
        pairs([
          ['name', name],
          ['tags', tags && new Inline(tags)],
          ['visible', visible],
          ['removed', removed],
          ['components', notEmpty(componentsPairs(components))],
        ]),
      ] as const,
  );
  return notEmpty(new Map(entries));
}

function entityPairs(entity: EntityData): Pairs {
  const components = componentsPairs(entity.components);
  // Every entity has a Transform; it need not be said.
  if ((components.get('Transform') as Pairs | undefined)?.size === 0) components.delete('Transform');
  return pairs([
    ['name', entity.name],
    ['parent', entity.parent, null],
    ['order', entity.order],
    ['layer', entity.layer, ''],
    ['tags', entity.tags.length ? new Inline(entity.tags) : undefined],
    ['visible', entity.visible, true],
    ['locked', entity.locked, false],
    ['prefab', entity.prefab, ''],
    ['components', notEmpty(components)],
    ['overrides', overridesPairs(entity.overrides)],
  ]);
}

/** Parents before children, siblings in order. */
export function entitiesPairs(entities: Readonly<Record<string, EntityData>>): Pairs {
  const children = childrenOf(entities);
  const tree: Pairs = new Map();
  const visit = (parent: string | null) => {
    for (const id of children.get(parent) ?? []) {
      tree.set(id, entityPairs(entities[id]!));
      visit(id);
    }
  };
  visit(null);
  return tree;
}
