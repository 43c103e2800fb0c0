import { inOrder } from '../base/order.ts';
import type { EntityData, ProjectData, ResolvedEntity } from '../schema/project.ts';
import { resolveEntity, resolveInner } from '../schema/resolve.ts';
import type { SpawnOptions } from './game-world.ts';
import { assetNamed } from './names.ts';

/**
 * The entities of a new instance of a prefab, its root first, with the ids `id` and `id/inner`; `null` when there is
 * no prefab of that name (or id). It lies on the layer of its prefab, else on the front layer of the scene.
 */
export function instantiate(
  project: ProjectData,
  scene: string,
  type: string,
  id: string,
  options: SpawnOptions,
): ResolvedEntity[] | null {
  const prefabs = inOrder(project.prefabs);
  const [prefabId, prefab] =
    prefabs.find(([, { name }]) => name === type) ?? prefabs.find(([key]) => key === type) ?? [];
  if (prefabId === undefined || !prefab) return null;
  const layers = project.scenes[scene]?.layers ?? {};
  const own = prefab.entities[prefab.root]?.layer ?? '';
  const layer = Object.hasOwn(layers, own) ? own : (inOrder(layers).at(-1)?.[0] ?? '');
  const data: EntityData = {
    name: prefab.name,
    parent: null,
    order: '',
    layer,
    tags: [],
    visible: true,
    locked: false,
    prefab: prefabId,
    components: {},
  };
  const root = resolveEntity(project.prefabs, id, data);
  return [
    { ...root, components: overridden(project, root.components, options) },
    ...resolveInner(project.prefabs, id, data),
  ];
}

function overridden(
  project: ProjectData,
  components: ResolvedEntity['components'],
  { x, y, width, height, color, sprite }: SpawnOptions,
): ResolvedEntity['components'] {
  const { Transform, Shape, Text, Sprite } = components;
  const size = [width || Transform.size[0], height || Transform.size[1]] as const;
  const asset = sprite && assetNamed(project, sprite);
  return {
    ...components,
    Transform: { ...Transform, position: [x, y], size },
    ...(Shape && color ? { Shape: { ...Shape, fill: color } } : {}),
    ...(Text && color ? { Text: { ...Text, color } } : {}),
    ...(Sprite && asset ? { Sprite: { ...Sprite, asset } } : {}),
  };
}
