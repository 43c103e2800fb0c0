/** Prefabs that come with Perigee, so that an empty or imported level has somebody to run about in it. */
import { blankEntity } from '../../schema/blank.ts';
import type { PrefabData } from '../../schema/project.ts';

export interface StarterPrefab {
  name: string;
  /** One sentence for people. */
  doc: string;
  /** A fresh copy. @param id makes ids for its entities */
  prefab: (id: () => string) => PrefabData;
  /** Path to source of the scripts that it needs. */
  scripts: Readonly<Record<string, string>>;
}

const HERO_SCRIPT = `-- hero: runs and jumps with the arrow keys, or A, D and W, or Space
local hero = {}

hero.properties = {
  speed = { default = 220, min = 0, max = 1000, unit = "px/s", doc = "running speed" },
  jump = { default = 520, min = 0, max = 2000, unit = "px/s", doc = "speed at the start of a jump" },
}

function hero.on_update(e, dt, props)
  local direction = 0
  if ams.is_key_down("ArrowLeft") or ams.is_key_down("KeyA") then direction = direction - 1 end
  if ams.is_key_down("ArrowRight") or ams.is_key_down("KeyD") then direction = direction + 1 end
  e.vx = direction * props.speed

  local jumping = ams.is_key_down("ArrowUp") or ams.is_key_down("KeyW") or ams.is_key_down("Space")
  if jumping and ams.is_grounded(e) then e.vy = -props.jump end
end

return hero
`;

export const starterPrefabs: readonly StarterPrefab[] = [
  {
    name: 'Hero',
    doc: 'Runs and jumps with the arrow keys.',
    scripts: { 'behavior/hero.lua': HERO_SCRIPT },
    prefab: (id) => {
      const root = id();
      return {
        name: 'Hero',
        order: 'a0',
        root,
        entities: {
          [root]: blankEntity({
            name: 'Hero',
            tags: ['hero'],
            components: {
              Transform: { size: [26, 40] },
              Shape: { fill: '#6fd6c6', cornerRadius: 8 },
              Body: { fixedRotation: true, damping: 0 },
              Collider: { friction: 0 },
              'Script:hero': { script: 'behavior/hero.lua' },
            },
          }),
        },
      };
    },
  },
];
