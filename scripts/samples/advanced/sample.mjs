/** The advanced demo: boxes and circles spawned by keys and pushed by clicks. */
import { backdrop, entity, help, prefab, project as projectOf, still } from '../parts.mjs';
import { pictures } from './art.mjs';

export const title = 'Advanced demo';
export const about = 'Spawn boxes and circles, push them about: much of the Lua API in one file.';
export { pictures };

const falling = (name, n, asset, shape, collider) =>
  prefab(
    name,
    n,
    {
      Transform: { size: [36, 36] },
      Sprite: { asset, frameSize: [18, 18], frames: 1, framesPerSecond: 0 },
      Body: {},
      Collider: { shape, ...collider },
    },
    ['spawned'],
  );

export const project = (_tools, scripts, assets) =>
  projectOf(title, {
    scripts,
    assets,
    scene: 'Box',
    prefabs: {
      box: falling('Box', 0, 'boxes', 'box', { material: 'wood' }),
      circle: falling('Circle', 1, 'circles', 'circle', { material: 'rubber' }),
    },
    entities: {
      night: backdrop('Night', 0, 'night', [0, 0], [960, 540]),
      ground: still('Ground', 0, 'ground', [480, 516], [960, 48]),
      left: still('Left wall', 1, 'wall', [8, 230], [16, 540]),
      right: still('Right wall', 2, 'wall', [952, 230], [16, 540]),
      help: help('Space: a box · C: a circle · click: push · R: start again · Esc: end'),
      count: entity('Count', 'screen', 1, {
        Transform: { position: [20, 48], size: [400, 26], anchor: [0, 0] },
        Text: { text: '0 bodies', fontSize: 17, bold: true, color: '#a2d2ff' },
      }),
      demo: entity('Demo', 'screen', 2, {
        Transform: { position: [0, 0] },
        Script: { script: 'behavior/demo.lua' },
      }),
    },
  });
