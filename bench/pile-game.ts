/** A pile of boxes as a game, for benchmarks of whole ticks and moments. */
import { blankEntity, blankLayer, blankProject, blankScene } from '../src/lib/schema/blank.ts';
import type { EntityData, ProjectData } from '../src/lib/schema/project.ts';
import { places, SIZE, walls } from './pile.ts';

/** A scene `s` with so many boxes, of which the first ones have the behaviour `source`. */
export function pileGame(bodies: number, scripts: number, source: string): ProjectData {
  const entity = (
    at: readonly [number, number],
    size: readonly [number, number],
    components: EntityData['components'],
    order: number,
  ) =>
    blankEntity({
      layer: 'main',
      order: `a${String(order).padStart(4, '0')}V`,
      components: { Transform: { position: at, size }, Shape: {}, Collider: {}, ...components },
    });
  const entities = [
    ...walls(bodies).map(([x, y, width, height], i) => entity([x, y], [width, height], {}, i)),
    ...places(bodies).map((place, i) => {
      const runs: EntityData['components'] = i < scripts ? { Script: { script: 'behavior/b.lua' } } : {};
      return entity(place, [SIZE, SIZE], { Body: {}, ...runs }, 10 + i);
    }),
  ];
  return {
    ...blankProject('Bench'),
    scripts: { 'behavior/b.lua': source },
    scenes: {
      s: blankScene({
        layers: { main: blankLayer() },
        entities: Object.fromEntries(entities.map((each, i) => [`e${i}`, each])),
      }),
    },
  };
}
