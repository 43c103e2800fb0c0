import type { EntityData, ProjectData } from '../../src/lib/schema/project.ts';
import { entity, project } from './scene.ts';

const ball = (x: number, y: number, more: EntityData['components'] = {}) =>
  entity([x, y], [24, 24], {
    Shape: { kind: 'ellipse' },
    Body: {},
    Collider: { material: 'rubber' },
    ...more,
  });

/** Every shape, every joint, several materials and collision layers, and a bullet, at work in one scene. */
export function contraption(): ProjectData {
  const zigzag = [
    [0, 0],
    [0.25, 0.6],
    [0.5, 0.6],
    [0.75, 1],
    [1, 0.2],
  ];
  const cup = [
    [0, 0],
    [0.15, 0],
    [0.15, 0.85],
    [0.85, 0.85],
    [0.85, 0],
    [1, 0],
    [1, 1],
    [0, 1],
  ];
  const links = Array.from({ length: 6 }, (_, i): [string, EntityData] => [
    `link-${i}`,
    entity([600 + i * 22, 100], [24, 8], {
      Body: {},
      Collider: { shape: 'capsule' },
      Joint: { to: i === 0 ? '' : `link-${i - 1}`, anchor: [-11, 0] },
    }),
  ]);
  const data = project({
    ground: entity([400, 560], [1000, 40], { Collider: { material: 'stone' } }),
    hills: entity([300, 480], [400, 80], { Collider: { shape: 'chain', points: zigzag } }),
    shelf: entity([120, 300], [200, 20], {
      Collider: {
        shape: 'segment',
        points: [
          [0, 0],
          [1, 1],
        ],
        material: 'ice',
      },
    }),
    wall: entity([760, 420], [4, 240], { Collider: { collisionLayer: 'walls' } }),
    cup: entity([480, 380], [60, 50], {
      Body: { mass: 3 },
      Collider: { shape: 'polygon', points: cup, material: 'wood' },
    }),
    hammer: entity([200, 100], [80, 60], {
      Body: { angularDamping: 0 },
      'Collider:head': { shape: 'box', size: [30, 40], offset: [25, 0], material: 'metal' },
      'Collider:shaft': { shape: 'box', size: [60, 8], offset: [-10, 0], material: 'wood' },
      Joint: { type: 'revolute', anchor: [-38, 0], limits: true, lowerAngle: -60, upperAngle: 70 },
    }),
    wheel: entity([380, 200], [70, 70], {
      Shape: { kind: 'ellipse' },
      Body: {},
      Collider: {},
      Joint: { motor: true, motorSpeed: 240, motorTorque: 900000 },
    }),
    crank: entity([380, 290], [12, 60], {
      Body: {},
      Collider: {},
      Joint: { type: 'distance', to: 'wheel', otherAnchor: [30, 0] },
    }),
    bob: ball(100, 160, { Joint: { type: 'spring', otherAnchor: [0, -60], length: 40, frequency: 1.5 } }),
    tied: ball(520, 160, { 'Joint:rope': { type: 'rope', to: 'wheel', length: 170 } }),
    left: entity([250, 30], [30, 30], { Body: {}, Collider: {} }),
    right: entity([280, 30], [30, 30], {
      Body: {},
      Collider: { material: 'mud' },
      Joint: { type: 'weld', to: 'left', anchor: [-15, 0] },
    }),
    roller: ball(130, 380),
    lift: entity([560, 480], [80, 12], {
      Body: { type: 'kinematic', velocity: [0, -20] },
      Collider: { oneWay: true },
    }),
    ghost: entity([560, 300], [20, 20], { Body: {}, Collider: { collidesWith: ['default'] } }),
    gate: entity([660, 420], [20, 200], { Collider: { sensor: true } }),
    bullet: entity([620, 420], [2, 2], { Body: { velocity: [3000, 0], gravityScale: 0 }, Collider: {} }),
    ...Object.fromEntries(links),
  });
  return { ...data, settings: { ...data.settings, collisionLayers: ['default', 'walls'] } };
}
