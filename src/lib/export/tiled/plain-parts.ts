/** Parts of a map of which nothing is said. */
import type { TiledLayerHead, TiledObject } from '../../tiled/model.ts';
import { nowhere } from './out-context.ts';

export const plainLayer: TiledLayerHead = {
  at: nowhere,
  id: 0,
  name: '',
  className: '',
  opacity: 1,
  visible: true,
  locked: false,
  tint: '',
  offset: [0, 0],
  parallax: [1, 1],
  mode: '',
  properties: [],
};

export const plainObject: TiledObject = {
  at: nowhere,
  id: 0,
  name: '',
  className: '',
  shape: 'rectangle',
  gid: 0,
  x: 0,
  y: 0,
  width: 0,
  height: 0,
  sized: false,
  rotation: 0,
  opacity: 1,
  visible: true,
  points: [],
  text: null,
  template: '',
  properties: [],
};
