/** What the panels do to a scene in one step each. Every function is one undoable edit. */
import { placedSprite } from '../core/sheets/placed-sprite.ts';
import type * as Y from 'yjs';
import type { Vec2 } from '../../base/geometry.ts';
import { newId } from '../../base/ids.ts';
import { inOrder, orderBetween } from '../../base/order.ts';
import { createLayer, createScene, putPrefab, putScript, setScene } from '../../document/edit-project.ts';
import { createEntity, deleteEntities } from '../../document/edit.ts';
import { renameReferences } from '../../document/edit-prefabs.ts';
import type { Origin } from '../../document/origin.ts';
import { named, shortName } from '../../base/words.ts';
import { transact } from '../../document/step.ts';
import { definitionOf } from '../../schema/definition-scene.ts';
import { blankEntity, blankLayer, blankScene } from '../../schema/blank.ts';
import type { AssetData, EntityData, PrefabData, ProjectData, SceneData } from '../../schema/project.ts';
import { innerId, splitId } from '../../schema/resolve.ts';
import { childrenOf } from '../../schema/tree.ts';
import { orderBeside, orderMoved } from '../core/list-order.ts';
import { standardScriptPath, starterPrefabs, type StarterPrefab } from '../core/starter-prefabs.ts';

/** Where actions act. */
export interface SceneTarget {
  doc: Y.Doc;
  origin: Origin;
  project: ProjectData;
  /** Id of the scene. */
  scene: string;
  /** Id of the layer that new entities go onto. */
  layer: string;
}

type Records = Readonly<Record<string, { name: string; order: string }>>;
const lastOrder = (records: Readonly<Record<string, { order: string }>>): string =>
  orderBetween(inOrder(records).at(-1)?.[1].order ?? null, null);

/** `Name`, or `Name 2`, `Name 3` and so on where that is taken. */
export function freeName(wish: string, taken: Iterable<string>): string {
  const used = new Set(taken);
  if (!used.has(wish)) return wish;
  for (let n = 2; ; n++) if (!used.has(`${wish} ${n}`)) return `${wish} ${n}`;
}
const nameIn = (records: Records, wish: string) =>
  freeName(
    wish,
    Object.values(records).map((each) => each.name),
  );

/** Adds an empty scene; gives its id. */
export function addScene({ doc, origin, project }: SceneTarget): string {
  const id = newId();
  const name = nameIn(project.scenes, `Scene ${Object.keys(project.scenes).length + 1}`);
  createScene(doc, origin, id, blankScene({ name, order: lastOrder(project.scenes) }));
  return id;
}

/** Adds a copy of a scene behind it; gives its id, `null` for an unknown scene. */
export function duplicateScene({ doc, origin, project }: SceneTarget, from: string): string | null {
  const scene = project.scenes[from];
  if (!scene) return null;
  const id = newId();
  const list = inOrder(project.scenes);
  const next = list[list.findIndex(([each]) => each === from) + 1]?.[1].order ?? null;
  const name = nameIn(project.scenes, scene.name.replace(/ \d+$/u, '') || scene.name);
  transact(doc, origin, `Duplicate scene ${shortName(scene.name)}`, () =>
    // Ids are a scene's own: what its entities say of each other stays true in the copy.
    createScene(doc, origin, id, { ...scene, name, order: orderBetween(scene.order, next) }),
  );
  return id;
}

/** Moves a scene one place up or down the list, or to its top. */
export function moveScene({ doc, origin, project }: SceneTarget, id: string, by: 1 | -1 | 'first'): void {
  const order = orderMoved(project.scenes, id, by === 'first' ? -Infinity : by);
  if (order !== null) setScene(doc, origin, id, { order });
}

/** Puts a scene right before or after another one. */
export function putScene(
  { doc, origin, project }: SceneTarget,
  id: string,
  target: string,
  where: 'before' | 'after',
): void {
  const order = orderBeside(project.scenes, id, target, where);
  if (order !== null) setScene(doc, origin, id, { order });
}

/** Adds a layer in front; gives its id. */
export function addLayer({ doc, origin, project, scene }: SceneTarget): string {
  const layers = project.scenes[scene]?.layers ?? {};
  const id = newId();
  createLayer(
    doc,
    origin,
    scene,
    id,
    blankLayer({ name: nameIn(layers, 'Layer'), order: lastOrder(layers) }),
  );
  return id;
}

/** Adds one entity in front of the others; gives its id. */
function addEntity({ doc, origin, project, scene, layer }: SceneTarget, fields: Partial<EntityData>): string {
  const entities = project.scenes[scene]?.entities ?? {};
  const id = newId();
  createEntity(doc, origin, scene, id, blankEntity({ layer, order: lastOrder(entities), ...fields }));
  return id;
}

/** Places an instance of a prefab; gives its id, `null` for an unknown prefab. */
export function placePrefab(target: SceneTarget, prefab: string, position: Vec2): string | null {
  const data = target.project.prefabs[prefab];
  if (!data) return null;
  const name = nameIn(target.project.scenes[target.scene]?.entities ?? {}, data.name);
  return addEntity(target, { name, prefab, components: { Transform: { position } } });
}

/**
 * Takes a starter into the project, with its scripts and the other starters that it needs, and places one; gives the
 * entity's id. A prefab of that name in the project is placed instead; scripts of the project stay as they are.
 * @param sources texts of the standard behaviours by name
 */
export function placeStarter(
  target: SceneTarget,
  starter: StarterPrefab,
  sources: ReadonlyMap<string, string>,
  position: Vec2,
): string {
  const { doc, origin, project } = target;
  const own = new Map(Object.entries(project.prefabs).map(([id, { name }]) => [name, id]));
  const wanted = [starter, ...starterPrefabs.filter(({ name }) => starter.needs?.includes(name))];
  let order = inOrder(project.prefabs).at(-1)?.[1].order ?? null;
  let id = '';
  transact(doc, origin, `Add ${starter.name}`, () => {
    for (const each of wanted) {
      if (own.has(each.name)) continue;
      for (const behaviour of Object.keys(each.behaviours)) {
        const path = standardScriptPath(behaviour);
        const source = sources.get(behaviour);
        if (source !== undefined && project.scripts[path] === undefined) putScript(doc, origin, path, source);
      }
      const prefab = newId();
      order = orderBetween(order, null);
      putPrefab(doc, origin, prefab, { ...each.prefab(newId), order });
      own.set(each.name, prefab);
    }
    const name = nameIn(project.scenes[target.scene]?.entities ?? {}, starter.name);
    const prefab = own.get(starter.name) ?? '';
    id = addEntity(target, { name, prefab, components: { Transform: { position } } });
  });
  return id;
}

/** How far the second of several pictures lies beside the first, in pixels. */
const CASCADE = 16;

/**
 * Places pictures at their own size, each a little beside the one before; gives the entities' ids. What is no picture
 * is left out.
 * @param assets id and record of each; they need not be in the project yet
 */
export function placeAssets(
  target: SceneTarget,
  assets: readonly (readonly [id: string, asset: AssetData])[],
  [x, y]: Vec2,
): string[] {
  const { doc, origin, project, scene, layer } = target;
  const entities = project.scenes[scene]?.entities ?? {};
  const names = Object.values(entities).map(({ name }) => name);
  let order = inOrder(entities).at(-1)?.[1].order ?? null;
  const pictures = assets.filter(([, { kind }]) => kind === 'image');
  const ids: string[] = [];
  const step = `Place ${named(
    pictures.map(([, { name }]) => name),
    'picture',
    'pictures',
  )}`;
  transact(doc, origin, step, () => {
    for (const [at, [asset, { name, meta }]] of pictures.entries()) {
      const id = newId();
      ids.push(id);
      order = orderBetween(order, null);
      names.push(freeName(name.replace(/\.[^.]*$/u, '') || 'Sprite', names));
      const position: Vec2 = [x + at * CASCADE, y + at * CASCADE];
      const { size, anchor, components: looks } = placedSprite(asset, meta);
      const held = anchor[0] === 0.5 && anchor[1] === 0.5 ? {} : { anchor };
      const components = { Transform: { position, size, ...held }, ...looks };
      createEntity(doc, origin, scene, id, blankEntity({ layer, order, name: names.at(-1)!, components }));
    }
  });
  return ids;
}

/**
 * Makes a prefab of an entity with all below it, and the entity its first instance; gives the prefab's id. Of an instance it makes a
 * variant of its prefab; the root of a definition is one already.
 */
export function makePrefab(target: SceneTarget, root: string): string | null {
  const { doc, origin, project, scene } = target;
  const entities = project.scenes[scene]?.entities ?? {};
  const source = entities[root];
  const opened = definitionOf(scene);
  if (!source || (opened !== null && project.prefabs[opened]?.root === root)) return null;
  const id = newId();
  const tree = treeOf(entities, root);
  const base = project.prefabs[source.prefab];
  const prefab: PrefabData = {
    name: nameIn(project.prefabs, base ? `${base.name} variant` : source.name),
    order: lastOrder(project.prefabs),
    root,
    entities: tree,
  };
  transact(doc, origin, `Make prefab ${shortName(prefab.name)}`, () => {
    putPrefab(doc, origin, id, prefab);
    replaceByInstance(target, root, source, id, Object.keys(tree));
    const others = Object.entries(entities).filter(([each]) => !Object.hasOwn(tree, each));
    renameReferences(doc, origin, scene, Object.fromEntries(others), (name) => {
      const { owner } = splitId(name);
      return owner !== root && Object.hasOwn(tree, owner) ? innerId(root, name) : name;
    });
  });
  return id;
}

/** Adds a prefab that is another one but for what will be set in it; gives its id, `null` for an unknown prefab. */
export function makeVariant({ doc, origin, project }: SceneTarget, base: string): string | null {
  const data = project.prefabs[base];
  if (!data) return null;
  const [id, root] = [newId(), newId()];
  const name = nameIn(project.prefabs, `${data.name} variant`);
  putPrefab(doc, origin, id, {
    name,
    order: lastOrder(project.prefabs),
    root,
    entities: { [root]: blankEntity({ name, prefab: base }) },
  });
  return id;
}

/** An entity and all below it as a tree of its own: the root has no parent and stands at the origin. */
function treeOf(entities: SceneData['entities'], root: string): Record<string, EntityData> {
  const children = childrenOf(entities);
  const tree: Record<string, EntityData> = {};
  const visit = (id: string) => {
    tree[id] = entities[id]!;
    for (const child of children.get(id) ?? []) visit(child);
  };
  visit(root);
  const { Transform = {}, ...components } = entities[root]!.components;
  const { position: _, rotation: __, ...shape } = Transform;
  tree[root] = { ...entities[root]!, parent: null, components: { ...components, Transform: shape } };
  return tree;
}

function replaceByInstance(
  { doc, origin, scene }: SceneTarget,
  root: string,
  source: EntityData,
  prefab: string,
  ids: string[],
): void {
  const { position, rotation } = source.components.Transform ?? {};
  const placed = {
    ...(position === undefined ? {} : { position }),
    ...(rotation === undefined ? {} : { rotation }),
  };
  deleteEntities(doc, origin, scene, ids);
  const { overrides: _, ...own } = source;
  createEntity(doc, origin, scene, root, { ...own, prefab, tags: [], components: { Transform: placed } });
}
