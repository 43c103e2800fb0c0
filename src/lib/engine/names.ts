import { inOrder } from '../base/order.ts';
import type { ProjectData } from '../schema/project.ts';

/** The id of a scene given by id or name; the first of several of a name. */
export function sceneNamed({ scenes }: ProjectData, name: string): string | undefined {
  if (Object.hasOwn(scenes, name)) return name;
  return inOrder(scenes).find(([, scene]) => scene.name === name)?.[0];
}

/** The id of an asset given by id or file name. */
export function assetNamed({ assets }: ProjectData, name: string): string | undefined {
  return Object.hasOwn(assets, name) ? name : Object.keys(assets).find((id) => assets[id]!.name === name);
}
