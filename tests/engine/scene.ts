/** Small projects for tests of the engine. */
import { blankLayer, blankProject, blankScene } from '../../src/lib/schema/blank.ts';
import { blankEntity } from '../../src/lib/schema/blank.ts';
import type { EntityData, ProjectData } from '../../src/lib/schema/project.ts';

/** An entity with these components; Transform's position and size come first, as they always differ. */
export function entity(
  position: readonly [number, number],
  size: readonly [number, number],
  components: EntityData['components'] = {},
  more: Partial<EntityData> = {},
): EntityData {
  const { Transform = {}, ...others } = components;
  return blankEntity({
    layer: 'main',
    ...more,
    components: { Transform: { position, size, ...Transform }, ...others },
  });
}

/** A project with one scene, `level`, whose layers are `back` and `main`. Entities stand in the order given. */
export function project(entities: Record<string, EntityData>, more: Partial<ProjectData> = {}): ProjectData {
  const ordered = Object.entries(entities).map(([id, data], i) => [
    id,
    { ...data, name: data.name === 'Entity' ? id : data.name, order: `a${i.toString(36).padStart(4, '0')}V` },
  ]);
  return {
    ...blankProject('Test'),
    scenes: {
      level: blankScene({
        name: 'Level',
        layers: { back: blankLayer({ order: 'a0' }), main: blankLayer({ order: 'a1' }) },
        entities: Object.fromEntries(ordered) as Record<string, EntityData>,
      }),
    },
    ...more,
  };
}

/** Ground, a hero on it who is run by `behavior/hero.lua`, a platform, a coin and a crate. */
export function platformer(): ProjectData {
  return project(
    {
      ground: entity([400, 420], [1600, 40], { Shape: {}, Collider: {} }),
      hero: entity([100, 370], [28, 40], {
        Shape: { fill: '#f2b45a' },
        Body: { fixedRotation: true },
        Collider: {},
        Script: { script: 'behavior/hero.lua', properties: { speed: 180 } },
      }),
      platform: entity([260, 330], [96, 16], {
        Shape: {},
        Body: { type: 'kinematic', velocity: [0, 60] },
        Collider: { oneWay: true },
        Script: { script: 'behavior/lift.lua' },
      }),
      coin: entity(
        [200, 380],
        [16, 16],
        { Shape: { kind: 'ellipse' }, Collider: { sensor: true } },
        { tags: ['coin'] },
      ),
      crate: entity([340, 300], [24, 24], { Shape: {}, Body: {}, Collider: {} }),
      camera: entity([0, 0], [1, 1], { Camera: { follow: 'hero', boundsMax: [2000, 540] } }),
    },
    {
      scripts: {
        'behavior/hero.lua': `
local hero = {}
hero.properties = { speed = { default = 100 } }
function hero.on_update(e, dt, props)
  e.vx = 0
  if ams.is_key_down("ArrowRight") then e.vx = props.speed end
  if ams.is_key_down("ArrowLeft") then e.vx = -props.speed end
  if ams.was_key_pressed("Space") and ams.is_grounded(e) then
    e.vy = -520 - ams.random() * 20
  end
end
function hero.on_collision(e, other)
  if ams.has_tag(other, "coin") then
    ams.destroy(other)
    ams.add_score(1)
  end
end
return hero
`,
        'behavior/lift.lua': `
local lift = {}
function lift.on_spawn(e) ams.set_prop(e, "start", e.y) end
function lift.on_update(e)
  if math.abs(e.y - ams.get_prop(e, "start")) > 60 then e.vy = -e.vy end
end
return lift
`,
      },
    },
  );
}

/** Boxes, balls and triangles that tumble down slopes, pushed about by a script full of sines, powers and random numbers. */
export function tumble(): ProjectData {
  const kinds = ['rectangle', 'ellipse', 'polygon'];
  const points = [
    [0.5, 0],
    [1, 1],
    [0, 0.8],
  ];
  const bodies = Array.from({ length: 24 }, (_, i): [string, EntityData] => [
    `body-${i}`,
    entity([150 + (i % 6) * 60, -60 * Math.floor(i / 6)], [20 + (i % 4) * 5, 20 + (i % 3) * 6], {
      Transform: { rotation: i * 17 },
      Shape: { kind: kinds[i % 3], points },
      Body: { velocity: [i * 3 - 30, 0] },
      Collider: { restitution: (i % 4) / 5, friction: 0.2 },
      Script: { script: 'behavior/push.lua' },
    }),
  ]);
  return project(
    {
      left: entity([60, 300], [500, 20], { Transform: { rotation: 25 }, Collider: {} }),
      right: entity([540, 360], [500, 20], { Transform: { rotation: -20 }, Collider: {} }),
      mixer: entity([300, 330], [140, 14], {
        Transform: { rotation: 10 },
        Body: { type: 'kinematic' },
        Collider: {},
        Script: { script: 'behavior/turn.lua' },
      }),
      ...Object.fromEntries(bodies),
    },
    {
      scripts: {
        'behavior/push.lua': `
local push = {}
function push.on_update(e)
  local t = ams.get_time()
  if ams.random() < 0.02 then
    e.vx = e.vx + 200 * math.sin(t * 3 + e.x) + (1 + t) ^ 1.3
    e.vy = e.vy - 150 * math.exp(-t / 20) - 10 * math.log(1 + t) + 20 * ams.cos(e.y)
    e.angular_velocity = math.deg(math.atan(e.vy, e.vx))
  end
  if e.y > 700 then e.x, e.y, e.vx, e.vy = 100 + 400 * ams.random(), -50, 0, 0 end
end
return push`,
        'behavior/turn.lua': 'local b = {}\nfunction b.on_spawn(e) e.angular_velocity = 40 end\nreturn b',
      },
    },
  );
}
