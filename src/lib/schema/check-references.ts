/** Names in a project that lead nowhere. */
import type { Finding, Path } from './checks.ts';
import { components, isComponentType, typeOfKey } from './components.ts';
import type { FieldSpec } from './fields.ts';
import { namesIn } from './names.ts';
import { cutInstances } from './prefab-cycles.ts';
import type { EntityData, ProjectData } from './project.ts';

/** Warns of names that lead nowhere. */
export function checkReferences(data: ProjectData, findings: Finding[]): void {
  const warn = (path: Path, message: string) => findings.push({ path, message, severity: 'warning' });
  const entities = (all: Readonly<Record<string, EntityData>>, layers: object | null, at: Path) => {
    for (const [id, item] of Object.entries(all)) {
      const path = [...at, 'entities', id];
      if (item.parent !== null && !Object.hasOwn(all, item.parent))
        warn([...path, 'parent'], `there is no entity "${item.parent}"`);
      if (layers && item.layer !== '' && !Object.hasOwn(layers, item.layer))
        warn([...path, 'layer'], `there is no layer "${item.layer}"`);
      if (item.prefab !== '' && !Object.hasOwn(data.prefabs, item.prefab))
        warn([...path, 'prefab'], `there is no prefab "${item.prefab}"`);
      fields(item.components, all, path);
      for (const [inner, { components }] of Object.entries(item.overrides ?? {}))
        fields(components, all, [...path, 'overrides', inner]);
    }
  };
  const fields = (
    stored: EntityData['components'],
    all: Readonly<Record<string, EntityData>>,
    path: Path,
  ) => {
    for (const [key, values] of Object.entries(stored)) {
      const type = typeOfKey(key);
      if (!isComponentType(type)) continue;
      const specs: Readonly<Record<string, FieldSpec>> = components[type].fields;
      for (const [field, target] of Object.entries(values)) {
        const message = Object.hasOwn(specs, field) ? lost(data, all, specs[field]!, target) : null;
        if (message) warn([...path, 'components', key, field], message);
      }
    }
  };
  for (const [id, item] of Object.entries(data.scenes)) entities(item.entities, item.layers, ['scenes', id]);
  for (const [id, item] of Object.entries(data.prefabs)) {
    entities(item.entities, null, ['prefabs', id]);
    if (!Object.hasOwn(item.entities, item.root))
      warn(['prefabs', id, 'root'], `there is no entity "${item.root}" in this prefab`);
  }
  for (const [id, gone] of cutInstances(data.prefabs))
    for (const entity of gone) {
      const inner = data.prefabs[id]!.entities[entity]!.prefab;
      warn(
        ['prefabs', id, 'entities', entity, 'prefab'],
        `"${data.prefabs[inner]!.name}" contains "${data.prefabs[id]!.name}" itself; this reads as a plain entity`,
      );
    }
  for (const [id, item] of Object.entries(data.tilesets)) {
    if (item.image !== '' && !Object.hasOwn(data.assets, item.image))
      warn(['tilesets', id, 'image'], `there is no asset "${item.image}"`);
    for (const [tile, { image = '' }] of Object.entries(item.tiles))
      if (image !== '' && !Object.hasOwn(data.assets, image))
        warn(['tilesets', id, 'tiles', tile, 'image'], `there is no asset "${image}"`);
  }
}

const settingNames = {
  collisionLayers: 'the collision layers',
  inputs: 'the inputs',
  materials: 'the materials',
} as const;

/** What a field refers to that is not there, in words; `null` when all is there. */
function lost(
  data: ProjectData,
  entities: Readonly<Record<string, EntityData>>,
  spec: FieldSpec,
  value: unknown,
): string | null {
  if (spec.type === 'tilesets') {
    const missing = (value as { tileset: string }[]).find(
      (use) => !Object.hasOwn(data.tilesets, use.tileset),
    );
    return missing ? `there is no tileset "${missing.tileset}"` : null;
  }
  if (spec.type === 'choices') {
    const known = namesIn(data.settings, spec.from);
    const missing = (value as string[]).find((name) => !known.includes(name));
    return missing === undefined ? null : `there is no "${missing}" among ${settingNames[spec.from]}`;
  }
  if (typeof value !== 'string' || value === '') return null;
  if (spec.type === 'choice' && !namesIn(data.settings, spec.from).includes(value))
    return `there is no "${value}" among ${settingNames[spec.from]}`;
  if (spec.type === 'asset' && !Object.hasOwn(data.assets, value)) return `there is no asset "${value}"`;
  if (spec.type === 'script' && !Object.hasOwn(data.scripts, value)) return `there is no script "${value}"`;
  // An id with a slash names an entity that a prefab instance brings with it.
  if (spec.type === 'entity' && !Object.hasOwn(entities, value.split('/')[0]!))
    return `there is no entity "${value}"`;
  return null;
}
