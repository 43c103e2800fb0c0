/** What is typed into the search of the hierarchy: names, and words such as `tag:enemy`. Pure. */
import { isString } from '../../../base/guards.ts';
import { fieldOf, typeOfKey } from '../../../schema/components.ts';
import { templateOf } from '../../../schema/prefab-template.ts';
import type { EntityData, ProjectData, SceneData } from '../../../schema/project.ts';
import { innerId } from '../../../schema/resolve.ts';
import { innerTreeOf } from './inner-rows.ts';

/** What a word with a colon can ask for, and what it means. */
export const searchKeys = {
  tag: 'has this tag',
  component: 'has this component',
  script: 'runs this script',
  prefab: 'is placed from this prefab',
  layer: 'is on this layer',
  is: 'is hidden, locked or an instance',
} as const;
type SearchKey = keyof typeof searchKeys;

const STATES = ['hidden', 'locked', 'instance'] as const;

/** One word of a search; all of them have to fit. */
export interface SearchTerm {
  /** `null` looks at the name. */
  key: SearchKey | null;
  /** In lower case; '' with a key fits whoever has any of it. */
  value: string;
  /** Written with a minus: fits whoever does not. */
  not: boolean;
}

/** Takes a search apart: words between spaces, `"several words"` as one, a minus before what is not wanted. */
export function searchTerms(text: string): SearchTerm[] {
  const terms: SearchTerm[] = [];
  for (const [word] of text.matchAll(/-?(?:\w+:)?(?:"[^"]*"?|[^\s"]+)|-?\w+:/gu)) {
    const not = word.startsWith('-') && word.length > 1;
    const own = not ? word.slice(1) : word;
    const at = own.indexOf(':');
    const key = own.slice(0, Math.max(0, at)).toLowerCase();
    const known = Object.hasOwn(searchKeys, key);
    const value = (known ? own.slice(at + 1) : own).replaceAll('"', '').toLowerCase();
    if (known || value) terms.push({ key: known ? (key as SearchKey) : null, value, not });
  }
  return terms;
}

type Where = Pick<ProjectData, 'prefabs'>;

/** What an entity has for a key. */
function valuesOf(key: SearchKey, entity: EntityData, { prefabs }: Where, scene: SceneData): string[] {
  const prefab = entity.prefab ? prefabs[entity.prefab] : undefined;
  const root = prefab?.entities[prefab.root];
  const components = { ...root?.components, ...entity.components };
  switch (key) {
    case 'tag':
      return [...(root && entity.tags.length === 0 ? root.tags : entity.tags)];
    case 'component':
      return Object.keys(components);
    case 'script':
      return Object.entries(components).flatMap(([name, fields]) => {
        const all = { ...root?.components[name], ...fields };
        return Object.entries(all).flatMap(([field, value]) =>
          fieldOf(name, field)?.type === 'script' && isString(value) && value ? [value] : [],
        );
      });
    case 'prefab':
      return prefab ? [prefab.name] : [];
    case 'layer':
      return [scene.layers[entity.layer]?.name ?? ''];
    case 'is':
      return STATES.filter(
        (state) =>
          (state === 'hidden' && !entity.visible) ||
          (state === 'locked' && entity.locked) ||
          (state === 'instance' && entity.prefab !== ''),
      );
  }
}

/** What an instance brings with it, each part as if it were an entity of the scene. */
function* partsOf({ prefabs }: Where, id: string, entity: EntityData): Generator<[string, EntityData]> {
  const shown = new Set([...innerTreeOf(prefabs, id, entity).children.values()].flat());
  if (shown.size === 0) return;
  for (const { path, name, tags, visible, prefab, components } of templateOf(prefabs, entity.prefab) ?? []) {
    if (!shown.has(innerId(id, path))) continue;
    const { components: set, ...own } = entity.overrides?.[path] ?? { components: {} };
    const all = { ...(components as EntityData['components']), ...set };
    yield [innerId(id, path), { ...entity, name, tags, visible, ...own, prefab, components: all }];
  }
}

/** The entities that fit a search, parts of instances among them; `null` for an empty one, which every entity fits. */
export function searchMatches(text: string, project: Where, scene: SceneData): Set<string> | null {
  const terms = searchTerms(text);
  if (terms.length === 0) return null;
  const fits = (entity: EntityData) => (term: SearchTerm) => {
    const { key, value, not } = term;
    const found =
      key === null
        ? entity.name.toLowerCase().includes(value)
        : valuesOf(key, entity, project, scene).some((each) => each.toLowerCase().includes(value));
    return found !== not;
  };
  const matches = new Set<string>();
  // Who only says what is not wanted does not ask for every part of every instance.
  const inside = terms.some(({ not }) => !not);
  for (const [id, entity] of Object.entries(scene.entities)) {
    if (terms.every(fits(entity))) matches.add(id);
    if (!inside || entity.prefab === '') continue;
    for (const [part, data] of partsOf(project, id, entity)) if (terms.every(fits(data))) matches.add(part);
  }
  return matches;
}

/** One way to go on with a search. */
export interface SearchHint {
  /** What is added, such as `tag:enemy`. */
  word: string;
  /** What it means; '' where the word says it. */
  meaning: string;
  /** The whole search once it is taken. */
  text: string;
}

/** What of an entity's values is worth offering, each once: kinds of components, but not the one that everybody has. */
function offeredOf(key: SearchKey, values: readonly string[]): Set<string> {
  const words = new Set(key === 'component' ? values.map(typeOfKey) : values);
  words.delete(key === 'component' ? 'Transform' : '');
  return words;
}

const MOST_HINTS = 8;

/** How the last word of a search can go on: the keys, or after a colon what the scene has of them. */
export function searchHints(text: string, project: Where, scene: SceneData): SearchHint[] {
  const [last = ''] = /\S*$/u.exec(text) ?? [];
  const before = text.slice(0, text.length - last.length);
  const [, minus = '', key = '', part = ''] = /^(-?)(?:(\w+):)?"?(.*)$/u.exec(last) ?? [];
  if (!Object.hasOwn(searchKeys, key)) {
    if (key) return [];
    return Object.entries(searchKeys)
      .filter(([each]) => each.startsWith(part.toLowerCase()))
      .map(([each, meaning]) => ({ word: `${each}:`, meaning, text: `${before}${minus}${each}:` }));
  }
  const found = new Map<string, number>();
  for (const entity of Object.values(scene.entities))
    for (const value of offeredOf(key as SearchKey, valuesOf(key as SearchKey, entity, project, scene)))
      found.set(value, (found.get(value) ?? 0) + 1);
  if (key === 'is') for (const state of STATES) found.set(state, found.get(state) ?? 0);
  return [...found]
    .filter(([value]) => value.toLowerCase().includes(part.toLowerCase()))
    .sort(([a, many], [b, more]) => more - many || (a < b ? -1 : 1))
    .slice(0, MOST_HINTS)
    .map(([value, count]) => {
      const word = `${key}:${/\s/u.test(value) ? `"${value}"` : value}`;
      return { word, meaning: String(count), text: `${before}${minus}${word} ` };
    });
}
