import { describe, expect, it } from 'vitest';
import type { DocChange } from '../../../src/lib/document/doc-change.ts';
import { LiveEdits } from '../../../src/lib/runtime/document-edits.ts';
import { Simulation } from '../../../src/lib/runtime/simulation.ts';
import type { EntityData, ProjectData } from '../../../src/lib/schema/project.ts';
import { DRAW_STRIDE } from '../../../src/lib/runtime/protocol.ts';
import { entity, project } from '../../engine/scene.ts';

const level = (
  data: ProjectData,
  entities: Record<string, EntityData>,
  layers = data.scenes.level!.layers,
): ProjectData => ({
  ...data,
  scenes: { level: { ...data.scenes.level!, entities, layers } },
});

const changed = (ids: readonly string[], layers: readonly string[] = []): DocChange => ({
  entities: new Map([['level', new Set(ids)]]),
  scenes: false,
  layers: new Set(layers),
  scripts: new Set(),
  assets: false,
  tilesets: false,
  prefabs: false,
  comments: false,
  settings: false,
  origin: { kind: 'user' },
});

function game(data: ProjectData) {
  const simulation = new Simulation({ project: data, scene: 'level' });
  const edits = new LiveEdits(data, 'level');
  /** Names back to front. */
  const drawn = () => {
    const { draws, count } = simulation.frame();
    const rows = new Float32Array(draws);
    const names = new Map(simulation.world.entities().map(({ slot, id }) => [slot, id]));
    return Array.from({ length: count }, (_, i) => names.get(rows[i * DRAW_STRIDE]!)).join(' ');
  };
  return {
    simulation,
    drawn,
    edit: (change: DocChange, after: ProjectData) => simulation.apply(edits.editsFor(change, after)),
  };
}

const boxes = (): ProjectData =>
  project({
    a: entity([0, 0], [10, 10], { Shape: {} }),
    b: entity([0, 0], [10, 10], { Shape: {} }),
    c: entity([0, 0], [10, 10], { Shape: {} }),
    far: entity([0, 0], [10, 10], { Shape: {} }, { layer: 'back' }),
  });

describe('drawing order of a running game', () => {
  it('follows a change of the order of siblings', () => {
    const data = boxes();
    const { drawn, edit } = game(data);
    expect(drawn()).toBe('far a b c');
    const { entities } = data.scenes.level!;
    edit(changed(['c']), level(data, { ...entities, c: { ...entities.c!, order: 'a0000' } }));
    expect(drawn()).toBe('far c a b');
  });

  it('puts a new entity where the document has it', () => {
    const data = boxes();
    const { drawn, edit } = game(data);
    const { entities } = data.scenes.level!;
    const fresh = { ...entities.a!, order: `${entities.a!.order}V` };
    edit(changed(['fresh']), level(data, { ...entities, fresh }));
    expect(drawn()).toBe('far a fresh b c');
  });

  it('follows a new parent, and the order of layers', () => {
    const data = boxes();
    const { drawn, edit } = game(data);
    const { entities, layers } = data.scenes.level!;
    const after = level(data, { ...entities, c: { ...entities.c!, parent: 'a' } });
    edit(changed(['c']), after);
    expect(drawn()).toBe('far a c b');
    const turned = { ...layers, back: { ...layers.back!, order: 'b0' } };
    edit(changed([], ['level']), level(after, after.scenes.level!.entities, turned));
    expect(drawn()).toBe('a c b far');
  });

  it('keeps what the game has spawned in front', () => {
    const data = boxes();
    const prefab = {
      name: 'Spark',
      order: 'a0',
      root: 'r',
      entities: { r: entity([0, 0], [4, 4], { Shape: {} }, { layer: 'main' }) },
    };
    const { simulation, drawn, edit } = game({ ...data, prefabs: { spark: prefab } });
    simulation.world.spawn('Spark', { x: 0, y: 0 });
    simulation.tick();
    expect(drawn()).toBe('far a b c spawned-1');
    const { entities } = data.scenes.level!;
    edit(changed(['a']), level(data, { ...entities, a: { ...entities.a!, order: 'z9' } }));
    expect(drawn()).toBe('far b c a spawned-1');
  });
});
