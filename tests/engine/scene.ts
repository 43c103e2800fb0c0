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
