/**
 * Prefabs worked out once for all their instances. Instances inside of a prefab are taken apart into it, so that placing one costs as
 * much as it has entities, however deep prefabs stand inside of each other.
 */
import { components as table, defaultsOf, isComponentType, typeOfKey } from './components.ts';
import type { FieldSpec } from './fields.ts';
import { cutInstances, type CutInstances } from './prefab-cycles.ts';
import type {
  EntityData,
  InnerOverride,
  PrefabData,
  ProjectData,
  ResolvedEntity,
  StoredComponent,
} from './project.ts';
import { childrenOf } from './tree.ts';

type Prefabs = ProjectData['prefabs'];
type Components = ResolvedEntity['components'];

/** One entity of an instance. */
export interface Part {
  /** Where it is in the instance: '' for its root, `eye`, or `arm/hand` where `arm` is an instance itself. */
  readonly path: string;
  /** Path of its parent; `null` for the root. */
  readonly parent: string | null;
  readonly name: string;
  /** What scripts know it as. */
  readonly type: string;
  readonly tags: readonly string[];
  readonly visible: boolean;
  /** The prefab that it is an instance of inside of the other, or ''. */
  readonly prefab: string;
  /** With defaults. What names a neighbour in the same instance names its path, after {@link INSIDE}. */
  readonly components: Components;
  /** Some field names a neighbour. */
  readonly linked: boolean;
}

/** Parents before children, back to front; the root comes first. */
export type Template = readonly Part[];

/** Begins a value that names an entity of the same instance by its path. No id begins like that. */
const INSIDE = '\u0000';

/** Entities of one prefab at most, those of prefabs inside of it counted; more are left out. */
const MOST_PARTS = 20_000;

/** What a field that names an entity stands for where it is read. */
export type Rename = (id: string) => string;

/** Fields that name entities, by type of component. */
const entityFields: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries(table).flatMap(([type, { fields }]) => {
    const named = Object.entries<FieldSpec>(fields).flatMap(([name, spec]) =>
      spec.type === 'entity' ? [name] : [],
    );
    return named.length > 0 ? [[type, named] as const] : [];
  }),
);

/** Stored fields over what is there already, component by component; over defaults where nothing is. */
export function overlay(
  before: Components | null,
  stored: Readonly<Record<string, StoredComponent>>,
  rename: Rename | null,
): Components {
  const merged: Record<string, unknown> = before ? { ...before } : { Transform: defaultsOf('Transform') };
  for (const [key, fields] of Object.entries(stored)) {
    const type = typeOfKey(key);
    if (!isComponentType(type)) continue;
    const known = merged[key] as Record<string, unknown> | undefined;
    const specs: Readonly<Record<string, FieldSpec>> = table[type].fields;
    const next: Record<string, unknown> = { ...(known ?? defaultsOf(type)) };
    for (const [field, value] of Object.entries(fields)) {
      if (!Object.hasOwn(specs, field)) continue;
      const spec = specs[field]!;
      if (spec.type === 'record') next[field] = { ...(next[field] as object), ...(value as object) };
      else next[field] = spec.type === 'entity' && rename ? rename(value as string) : value;
    }
    merged[key] = next;
  }
  return merged as unknown as Components;
}

/** The components of a part with its neighbours named anew. */
function relink({ components, linked }: Part, name: (path: string) => string): Components {
  if (!linked) return components;
  const next: Record<string, unknown> = { ...components };
  for (const [key, fields] of Object.entries(components as Record<string, Record<string, unknown>>))
    for (const field of entityFields.get(typeOfKey(key)) ?? []) {
      const value = String(fields[field]);
      if (value.startsWith(INSIDE))
        next[key] = { ...(next[key] as object), [field]: name(value.slice(INSIDE.length)) };
    }
  return next as unknown as Components;
}

const isLinked = (components: Components): boolean =>
  Object.entries(components as Record<string, Record<string, unknown>>).some(([key, fields]) =>
    entityFields.get(typeOfKey(key))?.some((field) => String(fields[field]).startsWith(INSIDE)),
  );

/** What an instance is made of where it stands. */
interface Site {
  /** How an entity of the instance is called there, by its path. */
  place: (path: string) => string;
  /** How a field there names an entity of the instance. */
  link: (path: string) => string;
  /** What the instance's own fields mean by the names of entities; `null` for what they say. */
  rename: Rename | null;
  parent: string | null;
  /** Tells whether a part names neighbours; without it none does. */
  isLinked?: (components: Components) => boolean;
}

/** An instance as parts: its prefab's, under what it sets itself. */
export function partsOf(template: Template, type: string, entity: EntityData, site: Site): Part[] {
  const { overrides } = entity;
  const parts: Part[] = [];
  let gone: Set<string> | null = null;
  for (const part of template) {
    const own: InnerOverride | undefined = part.path === '' ? entity : overrides?.[part.path];
    if (own?.removed || (gone && part.parent !== null && gone.has(part.parent))) {
      (gone ??= new Set()).add(part.path);
      continue;
    }
    const before = relink(part, site.link);
    const components = own ? overlay(before, own.components, site.rename) : before;
    const isRoot = part.path === '';
    parts.push({
      path: site.place(part.path),
      parent: isRoot ? site.parent : site.place(part.parent!),
      name: own?.name ?? part.name,
      type: isRoot ? type : part.prefab ? part.type : (own?.name ?? part.type),
      tags: isRoot ? (entity.tags.length > 0 ? entity.tags : part.tags) : (own?.tags ?? part.tags),
      visible: isRoot ? entity.visible && part.visible : (own?.visible ?? part.visible),
      prefab: isRoot ? entity.prefab : part.prefab,
      components,
      linked: site.isLinked?.(components) ?? false,
    });
  }
  return parts;
}

/** Entities of a prefab that name each other mean their neighbours in the same instance. */
function inside(prefab: PrefabData): Rename {
  return (id) => {
    const slash = id.indexOf('/');
    const head = slash < 0 ? id : id.slice(0, slash);
    if (head === prefab.root) return INSIDE + (slash < 0 ? '' : id.slice(slash + 1));
    return Object.hasOwn(prefab.entities, head) ? INSIDE + id : id;
  };
}

const below = (path: string, inner: string): string =>
  path === '' ? inner : inner === '' ? path : `${path}/${inner}`;

/** Works out the templates of one set of prefabs, each when it is first asked for. */
class Templates {
  readonly #prefabs: Prefabs;
  readonly #cut: CutInstances;
  readonly #known = new Map<string, Template | null>();

  constructor(prefabs: Prefabs) {
    this.#prefabs = prefabs;
    this.#cut = cutInstances(prefabs);
  }

  of(id: string): Template | null {
    let template = this.#known.get(id);
    if (template === undefined) {
      const prefab = Object.hasOwn(this.#prefabs, id) ? this.#prefabs[id] : undefined;
      template = prefab ? this.#reuse(id, prefab) : null;
      this.#known.set(id, template);
    }
    return template;
  }

  /** The template of an earlier set of prefabs, when nothing that it is made of has changed. */
  #reuse(id: string, prefab: PrefabData): Template | null {
    const cut = this.#cut.get(id);
    const worked = cut ? undefined : workedOut.get(prefab);
    if (worked?.nested.every(([inner, template]) => this.of(inner) === template)) return worked.template;
    const nested = new Map<string, Template | null>();
    const template = this.#workOut(prefab, (entity, inner) => {
      if (inner === '' || cut?.has(entity)) return null;
      const found = this.of(inner);
      nested.set(inner, found);
      return found;
    });
    if (!cut) workedOut.set(prefab, { nested: [...nested], template });
    return template;
  }

  #workOut(
    prefab: PrefabData,
    templateOf: (entity: string, inner: string) => Template | null,
  ): Template | null {
    const { root, entities } = prefab;
    if (!Object.hasOwn(entities, root)) return null;
    const children = childrenOf(entities);
    const rename = inside(prefab);
    const parts: Part[] = [];
    const seen = new Set<string>();
    const visit = (id: string, parent: string | null) => {
      const data = entities[id]!;
      const path = id === root ? '' : id;
      const template = templateOf(id, data.prefab);
      const found = template
        ? partsOf(template, this.#prefabs[data.prefab]!.name, data, {
            place: (inner) => below(path, inner),
            link: (inner) => INSIDE + below(path, inner),
            rename,
            parent,
            isLinked,
          })
        : [plainPart(data, path, parent, rename)];
      for (const part of found) {
        if (seen.has(part.path) || parts.length >= MOST_PARTS) continue;
        seen.add(part.path);
        parts.push(part);
      }
      for (const child of children.get(id) ?? []) visit(child, path);
    };
    visit(root, null);
    // What stands beside the root belongs to nobody else.
    for (const id of children.get(null) ?? []) if (id !== root) visit(id, '');
    return parts;
  }
}

function plainPart(data: EntityData, path: string, parent: string | null, rename: Rename): Part {
  const components = overlay(null, data.components, rename);
  const { name, tags, visible } = data;
  return {
    path,
    parent,
    name,
    type: name,
    tags,
    visible,
    prefab: '',
    components,
    linked: isLinked(components),
  };
}

/** What was worked out of a prefab, and of which templates inside of it. A prefab is never changed in place. */
const workedOut = new WeakMap<
  PrefabData,
  { nested: [string, Template | null][]; template: Template | null }
>();
const known = new WeakMap<Prefabs, Templates>();

/**
 * What an instance of a prefab is made of; `null` for an unknown prefab or one without a root. The same object for as long as nothing
 * that it is made of changes.
 */
export function templateOf(prefabs: Prefabs, id: string): Template | null {
  let templates = known.get(prefabs);
  if (!templates) known.set(prefabs, (templates = new Templates(prefabs)));
  return templates.of(id);
}

const nestedIn = new WeakMap<Template, ReadonlySet<string>>();

/** Paths of the instances inside of a prefab: each brings all below it as a whole. */
export function nestedPaths(template: Template): ReadonlySet<string> {
  let paths = nestedIn.get(template);
  if (!paths) {
    paths = new Set(
      template.filter(({ path, prefab }) => path !== '' && prefab !== '').map(({ path }) => path),
    );
    nestedIn.set(template, paths);
  }
  return paths;
}
