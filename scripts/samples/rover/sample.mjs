/** Rover: a car with suspension on hills. Each wheel hangs on an arm that turns on the chassis and leans on a spring. */
import { backdrop, entity, help, layer, nth, prefab, project as projectOf, still } from '../parts.mjs';
import { chassisCorners, pictures as drawn } from './art.mjs';

export const title = 'Rover';
export const about = 'A car with springs and motors on the hills of a red planet.';

/** Size of the ground's picture in half pixels. */
const [width, height] = [1440, 140];

/** The line of the hills: level at the start and around the flag, rougher and rougher between. */
function heightAt(x) {
  const rough = Math.min(1, Math.max(0, (x - 160) / 260)) * Math.min(1, Math.max(0, (1330 - x) / 60));
  return 50 + rough * (13 * Math.sin(x / 50) + (x / 210) * Math.sin(x / 21) + 2 * Math.sin(x / 10));
}

export const pictures = drawn(heightAt, width, height);

/** Corners of the ground as fractions of its box, every 8 half pixels. */
const hills = Array.from({ length: width / 8 + 1 }, (_, n) => [(n * 8) / width, heightAt(n * 8) / height]);

const inner = (name, n, components) => entity(name, 'scene', n, components, { parent: 'chassis' });

/** Nothing of the rover bumps into the rest of it. */
const own = { collisionLayer: 'rover', collidesWith: ['default'] };

function rover() {
  const parts = {};
  [-1, 1].forEach((side, at) => {
    const [key, word] = side < 0 ? ['back', 'Back'] : ['front', 'Front'];
    parts[`${key}-arm`] = inner(`${word} arm`, 1 + at, {
      Transform: { position: [side * 29, 19], size: [44, 12], rotation: side * 25 },
      Sprite: { asset: 'arm' },
      Body: { type: 'dynamic' },
      Collider: { shape: 'capsule', density: 2, ...own },
      'Joint:hinge': {
        to: 'chassis',
        anchor: [side * -16.5, 0],
        limits: true,
        lowerAngle: -25,
        upperAngle: 25,
      },
      'Joint:spring': {
        type: 'spring',
        to: 'chassis',
        anchor: [side * 16.5, 0],
        otherAnchor: [side * 40, -20],
        frequency: 4,
        damping: 0.5,
      },
    });
    parts[`${key}-wheel`] = inner(`${word} wheel`, 3 + at, {
      Transform: { position: [side * 44, 26], size: [48, 48] },
      Sprite: { asset: 'wheel' },
      Body: { angularDamping: 0 },
      Collider: { shape: 'circle', friction: 1, density: 1.5, ...own },
      'Joint:axle': { to: `${key}-arm`, motor: true, motorSpeed: 0, motorTorque: 0 },
    });
  });
  return {
    name: 'Rover',
    order: nth(0),
    root: 'chassis',
    entities: {
      chassis: entity('Chassis', 'scene', 9, {
        Transform: { size: [120, 48] },
        Sprite: { asset: 'chassis' },
        Body: {},
        Collider: {
          shape: 'polygon',
          points: chassisCorners.map(([x, y]) => [x / 60, y / 24]),
          density: 0.6,
          ...own,
        },
        Script: { script: 'behavior/drive.lua' },
      }),
      ...parts,
    },
  };
}

const rock = prefab('Rock', 1, {
  Transform: { size: [27, 21] },
  Sprite: { asset: 'rock' },
  Body: {},
  Collider: {
    shape: 'polygon',
    points: [
      [4, 1],
      [13, 0],
      [18, 6],
      [16, 14],
      [2, 14],
      [0, 7],
    ].map(([x, y]) => [x / 18, y / 14]),
    material: 'stone',
  },
});

const scale = 2;
const top = 540 - height * scale;
const surface = (x) => top + heightAt(x / scale) * scale;

export function project(_tools, scripts, assets) {
  const made = projectOf(title, {
    scripts,
    assets,
    scene: 'Red hills',
    settings: { collisionLayers: ['default', 'rover'], background: '#8a4a58' },
    prefabs: { rover: rover(), rock },
    entities: {
      sky: entity(
        'Sky',
        'sky',
        0,
        { Transform: { position: [0, 0], size: [960, 540], anchor: [0, 0] }, Sprite: { asset: 'sky' } },
        { locked: true },
      ),
      ridge: backdrop('Ridge', 0, 'ridge', [-60, 200], [1600, 300]),
      ground: entity('Hills', 'scene', 0, {
        Transform: { position: [0, top], size: [width * scale, height * scale], anchor: [0, 0] },
        Sprite: { asset: 'ground' },
        Body: { type: 'static' },
        Collider: { shape: 'chain', points: hills, friction: 0.9 },
      }),
      start: still('Start', 1, 'slab', [-16, surface(0) - 60], [32, 400]),
      end: still('End', 2, 'slab', [width * scale + 16, surface(width * scale) - 60], [32, 400]),
      ...Object.fromEntries(
        [700, 1180, 1640, 2060].map((x, n) => [
          `rock-${n + 1}`,
          entity(
            `Rock ${n + 1}`,
            'scene',
            3 + n,
            { Transform: { position: [x, surface(x) - 40] } },
            { prefab: 'rock' },
          ),
        ]),
      ),
      flag: entity('Flag', 'scene', 10, {
        Transform: { position: [2720, surface(2720) - 34], size: [40, 72] },
        Sprite: { asset: 'flag' },
        Collider: { shape: 'box', sensor: true },
        Script: { script: 'behavior/finish.lua' },
      }),
      rover: entity(
        'Rover',
        'scene',
        20,
        { Transform: { position: [140, surface(140) - 56] } },
        { prefab: 'rover' },
      ),
      camera: entity('Camera', 'screen', 1, {
        Transform: { position: [480, 270] },
        Camera: { follow: 'rover', boundsMin: [0, -400], boundsMax: [width * scale, 540] },
      }),
      help: help('Arrow keys drive · Space brakes · R starts again', '#fff4ea'),
    },
  });
  made.scenes.main.layers = {
    sky: layer('Sky', 0, 0, true),
    back: layer('Back', 1, 0.3, true),
    scene: layer('Scene', 2),
    screen: layer('Screen', 3, 0),
  };
  return made;
}
