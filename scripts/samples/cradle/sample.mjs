/** Newton's cradle: as many balls fly off on one side as fell on the other. */
import { backdrop, entity, help, project as projectOf, still } from '../parts.mjs';
import { pictures } from './art.mjs';

export const title = "Newton's cradle";
export const about = 'Steel balls hand on their push without losing any of it.';
export { pictures };

const [beam, length, size] = [130, 220, 56];
const balls = 5;
/** The first one begins drawn aside by this angle. */
const lifted = 50;

function swinging() {
  const list = {};
  for (let n = 0; n < balls; n++) {
    const hung = 480 + (n - (balls - 1) / 2) * size;
    const angle = n === 0 ? (lifted * Math.PI) / 180 : 0;
    const position = [
      Math.round((hung - length * Math.sin(angle)) * 100) / 100,
      Math.round((beam + length * Math.cos(angle)) * 100) / 100,
    ];
    list[`string-${n + 1}`] = entity(`String ${n + 1}`, 'scene', 3 + n, {
      Transform: { position: [hung, beam], size: [3, length], anchor: [0.5, 0] },
      Sprite: { asset: 'string' },
      Script: { script: 'behavior/string.lua', properties: { ball: `Ball ${n + 1}` } },
    });
    list[`ball-${n + 1}`] = entity(
      `Ball ${n + 1}`,
      'scene',
      20 + n,
      {
        Transform: { position, size: [size, size] },
        Sprite: { asset: 'ball' },
        Body: { damping: 0, angularDamping: 0, sleeps: false },
        Collider: { shape: 'circle', size: [size - 2, size - 2], material: 'steel' },
        Joint: {
          type: 'distance',
          otherAnchor: [
            Math.round((hung - position[0]) * 100) / 100,
            Math.round((beam - position[1]) * 100) / 100,
          ],
          length,
        },
        Script: { script: 'behavior/draggable.lua' },
      },
      { tags: ['ball'] },
    );
  }
  return list;
}

export const project = (_tools, scripts, assets) =>
  projectOf(title, {
    scripts,
    assets,
    scene: 'Desk',
    settings: {
      background: '#241a2a',
      materials: { steel: { friction: 0, restitution: 1, density: 8 } },
    },
    entities: {
      room: backdrop('Room', 0, 'room', [0, 0], [960, 540]),
      table: backdrop('Table', 1, 'table', [0, 480], [960, 60]),
      'left-post': entity('Left post', 'back', 2, {
        Transform: { position: [280, 330], size: [20, 400] },
        Sprite: { asset: 'post' },
      }),
      'right-post': entity('Right post', 'back', 3, {
        Transform: { position: [680, 330], size: [20, 400] },
        Sprite: { asset: 'post' },
      }),
      beam: still('Beam', 0, 'beam', [480, beam - 8], [430, 24]),
      ...swinging(),
      help: help('Drag a ball aside and let go · R starts again', '#f0e2d2'),
      rules: entity('Rules', 'screen', 1, {
        Transform: { position: [0, 0] },
        Script: { script: 'behavior/restart.lua' },
      }),
    },
  });
