import type { LayerData } from '../../schema/project.ts';
import type { Subject } from './menus.ts';

/** Things of lists, as their context menus act on them. */
export interface ItemPort {
  /** What the menu opened last is about; `null` for the selection. */
  readonly subject: Subject | null;
  /** Shows it: a scene or prefab on the canvas, a script in the code. */
  open(subject: Subject): void;
  /** Starts editing its name where it is listed. */
  rename(subject: Subject): void;
  /** Deletes it; undo brings it back. */
  remove(subject: Subject): void;
  /** Puts one into the scene, in the middle of the view. */
  place(subject: Subject): void;
  /** Lets the person choose a file that takes the place of one of the project's, wherever it is used. */
  replaceAsset(id: string): void;
  /** Asks for the folder of a file, and of those selected with it. */
  moveAsset(id: string): void;
  /** Deletes all files that nothing uses. */
  removeUnusedAssets(): void;
  setLayer(id: string, fields: Partial<LayerData>): void;
  /** Moves a scene one place up or down the list, or to its top: the first scene is the one that a game starts in. */
  moveScene(id: string, by: 1 | -1 | 'first'): void;
  /** Adds a copy of a scene behind it and opens it. */
  duplicateScene(id: string): void;
  /** Makes a prefab of what is selected. */
  makePrefab(): void;
  /** Opens the prefab of an instance, or of what one brings with it, on the canvas. */
  editPrefabOf(id: string): void;
  /** Goes back from the prefab on the canvas to the scene. */
  closePrefab(): void;
  /** Makes a variant of a prefab and shows it. */
  makeVariant(prefab: string): void;
  /** Moves all that an instance sets into its prefab. */
  applyAll(instance: string): void;
  /** Puts an instance back to what its prefab says. */
  revertAll(instance: string): void;
  /** Takes an instance apart, by one level or all the way. */
  unpack(instance: string, how: 'once' | 'all'): void;
}
