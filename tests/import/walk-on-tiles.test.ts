import { describe, expect, it } from 'vitest';
import { starterPrefabs } from '../../src/lib/editor/core/starter-prefabs.ts';
import { importAsProject } from '../../src/lib/import/import-files.ts';
import { Simulation } from '../../src/lib/runtime/simulation.ts';
import { blankEntity } from '../../src/lib/schema/blank.ts';
import type { EntityData, ProjectData } from '../../src/lib/schema/project.ts';
import { sourceOf } from '../lua/stage.ts';
import { bytesOf, four, sharedFiles, sharedTiled, tmx } from './support.ts';

/** An imported project with the Hero of the starters in it, and every tile solid. */
async function withHero(
  files: ReadonlyMap<string, Uint8Array>,
  position: [number, number],
): Promise<ProjectData> {
  const imported = await importAsProject(files);
  if (!imported.ok) throw new Error(imported.error.message);
  const { project } = imported.value;
  const starter = starterPrefabs.find(({ name }) => name === 'Hero')!;
  const [scene, data] = Object.entries(project.scenes)[0]!;
  const solid = (entity: EntityData): EntityData => ({
    ...entity,
    components: { ...entity.components, Tilemap: { ...entity.components.Tilemap, solid: 'all' } },
  });
  const entities = Object.fromEntries(
    Object.entries(data.entities).map(([id, entity]) => [
      id,
      entity.components.Tilemap ? solid(entity) : entity,
    ]),
  );
  const hero = blankEntity({
    name: 'Hero',
    order: 'zz',
    prefab: 'hero',
    components: { Transform: { position } },
  });
  return {
    ...project,
    scripts: { 'behavior/platformer.lua': sourceOf('platformer') },
    prefabs: { hero: starter.prefab(() => 'root') },
    scenes: { [scene]: { ...data, entities: { ...entities, hero } } },
  };
}

/** Plays and gives x and y of the hero. */
function play(project: ProjectData, ticks: number, keys: readonly string[]): [number, number] {
  const simulation = new Simulation({ project, scene: Object.keys(project.scenes)[0]! });
  for (let tick = 0; tick < ticks; tick++) {
    const error = simulation.tick({ keys: tick < 60 ? [] : keys, pointer: null, buttons: [] });
    if (error) throw new Error(`${error.script}:${error.line}: ${error.message}`);
  }
  const { slot } = simulation.world.find('hero')!;
  const { hot } = simulation.world;
  simulation.stop();
  const stride = 6;
  return [hot[slot * stride]!, hot[slot * stride + 1]!];
}

describe('a hero on imported tiles', () => {
  const row = '<layer name="Ground" width="4" height="2"><data encoding="csv">0,0,0,0,1,2,3,4</data></layer>';

  it('stands on them, walks to their end and falls off', async () => {
    const project = await withHero(new Map([['a.tmx', bytesOf(tmx(row))], four()]), [20, -40]);
    const [x, y] = play(project, 60, []);
    // The second row of tiles begins at 16, the hero is 40 px high.
    expect(x).toBeCloseTo(20, 0);
    expect(Math.abs(y - (16 - 20))).toBeLessThan(1);
    expect(play(project, 130, ['ArrowRight'])[1]).toBeGreaterThan(100);
  });

  it.skipIf(!sharedTiled())('walks over the real desert', async () => {
    const files = sharedFiles(['desert.tmx', 'desert.tsx', 'tmw_desert_spacing.png']);
    const project = await withHero(files, [200, -80]);
    const [x, y] = play(project, 180, ['ArrowRight']);
    expect(Math.abs(y + 20)).toBeLessThan(1);
    expect(x).toBeGreaterThan(500);
  });
});
