import type { ColliderKind } from './shapes/collider-edit.ts';
import type { JointType } from './shapes/joints.ts';

/** Switches of the canvas that are this person's own and not part of the project. */
export interface CanvasOptions {
  /** Lines are drawn behind the scene. */
  grid: boolean;
  /** What is drawn, moved or resized keeps to the grid. */
  gridSnap: boolean;
  /** What is moved keeps to edges and centres of others. */
  smartGuides: boolean;
  /** Guides are drawn, and hold what is moved. */
  guides: boolean;
  /** Guides stay where they are. */
  lockGuides: boolean;
  /** Rulers lie along the top and the left of the canvas. */
  rulers: boolean;
  /** The scene is shown as a whole in a corner. */
  minimap: boolean;
  /** Distance of two grid lines in pixels, above 0, where a layer has no grid of its own. */
  gridSize: number;
  /** Whether a marquee takes what it touches, or only what lies inside it whole. */
  marquee: 'touch' | 'enclose';
  /** Asset id of the image that the sprite tool places; '' takes the first one. */
  spriteAsset: string;
  /** Outlines of what others bump into are drawn over the scene, whatever tool is in hand. */
  colliders: boolean;
  /** What the collider tool draws next; '' edits those that are there. */
  collider: ColliderKind | '';
  /** What the joint tool draws next. */
  joint: JointType;
  /** While a tile tool is in hand: what is solid, one-way, animated or has properties is marked on the tiles. */
  tileMarks: boolean;
  /** Animated tiles play while nothing else is done. */
  tileMotion: boolean;
  /** What others see of the scene is framed. */
  cameras: boolean;
}

export const defaultCanvasOptions: CanvasOptions = {
  grid: true,
  gridSnap: false,
  smartGuides: true,
  guides: true,
  lockGuides: false,
  rulers: true,
  minimap: true,
  gridSize: 16,
  marquee: 'touch',
  spriteAsset: '',
  colliders: false,
  collider: '',
  joint: 'revolute',
  tileMarks: true,
  tileMotion: true,
  cameras: true,
};
