/** Ragdoll: dummies of ten parts on revolute joints with limits, dragged and thrown among crates. */
import { backdrop, entity, help, nth, project as projectOf, still } from '../parts.mjs';
import { pictures } from './art.mjs';

export const title = 'Ragdoll';
export const about = 'Test dummies on jointed limbs, to drag and to throw.';
export { pictures };

/** A part of the dummy at a place relative to its torso, tied to another part at `anchor`. */
function part(name, n, asset, position, size, joint, collider = {}) {
  return entity(
    name,
    'scene',
    n,
    {
      Transform: { position, size },
      Sprite: { asset },
      Body: { angularDamping: 0.02 },
      Collider: { shape: 'capsule', material: 'rubber', ...collider },
      Script: { script: 'behavior/draggable.lua' },
      ...(joint ? { Joint: { type: 'revolute', limits: true, ...joint } } : {}),
    },
    { parent: n === 0 ? null : 'torso' },
  );
}

const bent = (to, anchor, lowerAngle, upperAngle) => ({ to, anchor, lowerAngle, upperAngle });

/** Left and right limbs differ in which of them is drawn in front of the torso. */
function dummy() {
  const limbs = {};
  [-1, 1].forEach((side, at) => {
    const [key, word] = side < 0 ? ['left', 'Left'] : ['right', 'Right'];
    const [from, n] = [side * 24, 2 + at * 4];
    limbs[`${key}-arm`] = part(
      `${word} arm`,
      n,
      'upper-arm',
      [from, -12],
      [16, 36],
      bent('torso', [0, -14], -120, 120),
    );
    limbs[`${key}-hand`] = part(
      `${word} hand`,
      n + 1,
      'lower-arm',
      [from, 20],
      [16, 36],
      bent(`${key}-arm`, [0, -15], -100, 100),
    );
    limbs[`${key}-thigh`] = part(
      `${word} thigh`,
      n + 2,
      'thigh',
      [side * 10, 44],
      [18, 40],
      bent('torso', [0, -16], -70, 70),
    );
    limbs[`${key}-shin`] = part(
      `${word} shin`,
      n + 3,
      'shin',
      [side * 10, 80],
      [18, 40],
      bent(`${key}-thigh`, [0, -17], -60, 60),
    );
  });
  return {
    name: 'Dummy',
    order: nth(0),
    root: 'torso',
    entities: {
      torso: part('Torso', 0, 'torso', [0, 0], [40, 56], null, { shape: 'box' }),
      head: part('Head', 1, 'head', [0, -46], [36, 36], bent('torso', [0, 17], -40, 40), { shape: 'circle' }),
      ...limbs,
    },
  };
}

function crates() {
  const list = {};
  for (let row = 0; row < 4; row++)
    for (let column = 0; column < 4 - row; column++) {
      const n = Object.keys(list).length;
      list[`crate-${n + 1}`] = entity(`Crate ${n + 1}`, 'scene', 10 + n, {
        Transform: { position: [640 + column * 41 + row * 20.5, 472 - row * 40], size: [40, 40] },
        Sprite: { asset: 'crate' },
        Body: {},
        Collider: { shape: 'box', material: 'wood' },
        Script: { script: 'behavior/draggable.lua' },
      });
    }
  return list;
}

export const project = (_tools, scripts, assets) =>
  projectOf(title, {
    scripts,
    assets,
    scene: 'Test hall',
    prefabs: { dummy: dummy() },
    entities: {
      sky: backdrop('Wall', 0, 'sky', [0, 0], [960, 540]),
      floor: still('Floor', 0, 'floor', [480, 516], [960, 48], { material: 'stone' }),
      left: entity('Left wall', 'scene', 1, {
        Transform: { position: [-20, 0], size: [40, 2000] },
        Collider: {},
      }),
      right: entity('Right wall', 'scene', 2, {
        Transform: { position: [980, 0], size: [40, 2000] },
        Collider: {},
      }),
      ...crates(),
      'dummy-1': entity(
        'Dummy 1',
        'scene',
        40,
        { Transform: { position: [180, 240] } },
        { prefab: 'dummy', tags: ['dummy'] },
      ),
      'dummy-2': entity(
        'Dummy 2',
        'scene',
        41,
        { Transform: { position: [380, 180], rotation: 60 } },
        { prefab: 'dummy', tags: ['dummy'] },
      ),
      help: help('Drag the dummies and the crates\nSpace throws the dummies · R starts again'),
      hall: entity('Rules', 'screen', 1, {
        Transform: { position: [0, 0] },
        Script: { script: 'behavior/hall.lua' },
      }),
    },
  });
