/** A game of boxes in a pile, some of which a script keeps moving: what the benchmarks of time travel play. */
import { blankEntity, blankLayer, blankProject, blankScene } from '../src/lib/schema/blank.ts';
import type { EntityData, ProjectData } from '../src/lib/schema/project.ts';
import { places, SIZE, walls } from './pile.ts';

const script = `local b = {}
local calls = 0
function b.on_spawn(e) ams.set_prop(e, "hops", 0) end
function b.on_update(e, dt)
  calls = calls + 1
  if ams.random() < 0.02 then
    e.vy = e.vy - 120
    e.vx = e.vx + ams.random_range(-80, 80)
    ams.set_prop(e, "hops", ams.get_prop(e, "hops") + 1)
  end
end
return b`;

/** Scene `s` with so many bodies, of which the first ones have a script that makes them hop. */
export function busyGame(bodies: number, scripts: number): ProjectData {
  const entity = (
    position: readonly [number, number],
    size: readonly [number, number],
    components: EntityData['components'],
  ) =>
    blankEntity({
      layer: 'main',
      components: { Transform: { position, size }, Shape: {}, Collider: {}, ...components },
    });
  const entities = [
    ...walls(bodies).map(([x, y, width, height]) => entity([x, y], [width, height], {})),
    ...places(bodies).map((place, i) =>
      entity(place, [SIZE, SIZE], {
        Body: {},
        ...(i < scripts ? { Script: { script: 'behavior/b.lua' } } : {}),
      }),
    ),
  ].map((each, i): [string, EntityData] => [`e${i}`, { ...each, order: `a${String(i).padStart(4, '0')}V` }]);
  return {
    ...blankProject('Bench'),
    scripts: { 'behavior/b.lua': script },
    scenes: { s: blankScene({ layers: { main: blankLayer() }, entities: Object.fromEntries(entities) }) },
  };
}
