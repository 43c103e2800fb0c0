/** Bridge: planks on hinges over a gorge; an explorer walks over it, and boulders test it. */
import { backdrop, entity, help, prefab, project as projectOf, still } from '../parts.mjs';
import { pictures } from './art.mjs';

export const title = 'Bridge';
export const about = 'A bridge of hinged planks that sags and swings under what crosses it.';
export { pictures };

const count = 11;
const [from, to, level] = [230, 730, 290];
const length = (to - from) / count;

/** Each plank turns on the one before it; the last one also on the right cliff. */
function planks() {
  const list = {};
  for (let n = 0; n < count; n++) {
    const hinge = { type: 'revolute', to: n === 0 ? 'left-cliff' : `plank-${n}`, anchor: [-length / 2, 0] };
    const last = { type: 'revolute', to: 'right-cliff', anchor: [length / 2, 0] };
    list[`plank-${n + 1}`] = entity(`Plank ${n + 1}`, 'scene', 10 + n, {
      Transform: { position: [from + length * (n + 0.5), level], size: [length + 2, 14] },
      Sprite: { asset: 'plank' },
      Body: { angularDamping: 0.05 },
      Collider: { shape: 'box', friction: 0.8, density: 2 },
      'Joint:hinge': hinge,
      ...(n === count - 1 ? { 'Joint:end': last } : {}),
    });
  }
  return list;
}

const prefabs = {
  boulder: prefab('Boulder', 0, {
    Transform: { size: [44, 44] },
    Sprite: { asset: 'boulder' },
    Body: {},
    Collider: { shape: 'circle', material: 'stone' },
    Script: { script: 'behavior/boulder.lua' },
  }),
  crate: prefab('Crate', 1, {
    Transform: { size: [32, 32] },
    Sprite: { asset: 'crate' },
    Body: {},
    Collider: { shape: 'box', material: 'wood' },
    Script: { script: 'behavior/boulder.lua' },
  }),
};

export const project = (_tools, scripts, assets) =>
  projectOf(title, {
    scripts,
    assets,
    prefabs,
    scene: 'Gorge',
    settings: { background: '#c6e6ea' },
    entities: {
      sky: backdrop('Sky', 0, 'sky', [0, 0], [960, 540]),
      gorge: backdrop('Far hills', 1, 'gorge', [200, 330], [560, 220]),
      'left-cliff': still('Left cliff', 0, 'cliff', [115, 412], [230, 260]),
      'right-cliff': still('Right cliff', 1, 'cliff', [845, 412], [230, 260]),
      wall: entity('Left wall', 'scene', 2, {
        Transform: { position: [-20, 0], size: [40, 2000] },
        Collider: {},
      }),
      wall2: entity('Right wall', 'scene', 3, {
        Transform: { position: [980, 0], size: [40, 2000] },
        Collider: {},
      }),
      ...planks(),
      'crate-1': entity('Crate 1', 'scene', 40, { Transform: { position: [430, 262] } }, { prefab: 'crate' }),
      'crate-2': entity('Crate 2', 'scene', 41, { Transform: { position: [520, 262] } }, { prefab: 'crate' }),
      explorer: entity(
        'Explorer',
        'scene',
        45,
        {
          Transform: { position: [90, 258], size: [32, 40] },
          Sprite: { asset: 'walker' },
          Body: { fixedRotation: true, damping: 0 },
          Collider: { shape: 'capsule', size: [18, 40], friction: 0, density: 1 },
          Script: { script: 'behavior/explorer.lua' },
        },
        { tags: ['explorer'] },
      ),
      tent: entity('Goal', 'scene', 46, {
        Transform: { position: [900, 250], size: [40, 64] },
        Shape: {
          kind: 'polygon',
          points: [
            [0.5, 0],
            [1, 1],
            [0, 1],
          ],
          fill: '#d9704a',
          stroke: '#7a3420',
        },
        Collider: { shape: 'box', sensor: true },
        Script: { script: 'behavior/camp.lua' },
      }),
      help: help('Arrow keys walk, Up jumps · Space rolls a boulder · R starts again', '#27404a'),
    },
  });
