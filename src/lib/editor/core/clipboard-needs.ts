/** What copied entities need beside themselves: scripts, files, tilesets, prefabs and named settings. Pure. */
import { isString } from '../../base/guards.ts';
import { fieldOf } from '../../schema/components.ts';
import type { FieldSpec, TilesetUse } from '../../schema/fields.ts';
import type { EntityData, ProjectData } from '../../schema/project.ts';
import { NamedSettings, type SettingNeeds } from './clipboard-settings.ts';

/** The records of a project that some entities cannot do without. */
export type RecordNeeds = Pick<ProjectData, 'scripts' | 'assets' | 'tilesets' | 'prefabs'>;

/** All that some entities cannot do without. */
export type Needs = RecordNeeds & SettingNeeds;

type Found = { [K in keyof RecordNeeds]: Record<string, RecordNeeds[K][string]> };

/**
 * Everything that entities name, and what that names in turn: components, prefabs inside of prefabs, tilesets and
 * their pictures, and what scripts name in quotes: prefabs, files and settings by name, other scripts by path.
 */
export function needsOf(project: ProjectData, entities: Iterable<EntityData>): Needs {
  const found: Found = { scripts: {}, assets: {}, tilesets: {}, prefabs: {} };
  const settings = new NamedSettings(project.settings);
  const prefabs = new Map(Object.entries(project.prefabs).map(([id, { name }]) => [name, id]));
  const assets = new Map(Object.entries(project.assets).map(([id, { name }]) => [name, id]));
  /** Takes a record in once; true when it is new. */
  const take = <K extends keyof RecordNeeds>(kind: K, id: string): boolean => {
    const record = Object.hasOwn(project[kind], id) ? project[kind][id] : undefined;
    if (record === undefined || Object.hasOwn(found[kind], id)) return false;
    (found[kind] as Record<string, RecordNeeds[K][string]>)[id] = record as RecordNeeds[K][string];
    return true;
  };
  const script = (path: string) => {
    if (!take('scripts', path)) return;
    for (const word of quotedIn(project.scripts[path]!)) {
      script(word);
      script(`${word}.lua`);
      prefab(prefabs.get(word) ?? '');
      take('assets', assets.get(word) ?? '');
      settings.mention(word);
    }
  };
  const tileset = (id: string) => {
    if (!take('tilesets', id)) return;
    const { image, tiles } = project.tilesets[id]!;
    for (const asset of [image, ...Object.values(tiles).map((tile) => tile.image ?? '')])
      take('assets', asset);
  };
  const prefab = (id: string) => {
    if (take('prefabs', id)) for (const entity of Object.values(project.prefabs[id]!.entities)) visit(entity);
  };
  const visit = (entity: EntityData) => {
    prefab(entity.prefab);
    for (const { components } of [entity, ...Object.values(entity.overrides ?? {})])
      for (const [key, fields] of Object.entries(components))
        for (const [field, value] of Object.entries(fields)) visitField(fieldOf(key, field), value);
  };
  const visitField = (spec: FieldSpec | undefined, value: unknown) => {
    if (spec?.type === 'asset' && isString(value)) take('assets', value);
    else if (spec?.type === 'script' && isString(value)) script(value);
    else if (spec?.type === 'choice' || spec?.type === 'choices') settings.take(spec.from, value);
    else if (spec?.type === 'tilesets')
      for (const use of value as readonly TilesetUse[]) tileset(use.tileset);
  };
  for (const entity of entities) visit(entity);
  return { ...found, ...settings.found };
}

/** What stands in quotes in a Lua source; a name in a comment brings too much along, never too little. */
function quotedIn(source: string): Set<string> {
  return new Set(
    [...source.matchAll(/"([^"\\\n]{1,255})"|'([^'\\\n]{1,255})'/g)].map(([, a, b]) => a ?? b ?? ''),
  );
}
