import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { putPrefab, writeProject } from '../../../src/lib/document/edit-project.ts';
import { createEntity } from '../../../src/lib/document/edit.ts';
import { systemOrigin, userOrigin } from '../../../src/lib/document/origin.ts';
import { DocReader } from '../../../src/lib/document/reader.ts';
import { UndoHistory } from '../../../src/lib/document/undo.ts';
import * as keep from '../../../src/lib/editor/live/keep-changes.ts';
import { runningScene, sceneDifferences } from '../../../src/lib/runtime/scene-differences.ts';
import { Simulation } from '../../../src/lib/runtime/simulation.ts';
import type { EntityDifference } from '../../../src/lib/runtime/timeline.ts';
import { blankEntity } from '../../../src/lib/schema/blank.ts';
import { defaultsOf } from '../../../src/lib/schema/components.ts';
import { resolveEntity } from '../../../src/lib/schema/resolve.ts';
import { boxAt, projectOf } from '../core/fixtures.ts';

function desk() {
  const doc = new Y.Doc();
  writeProject(doc, systemOrigin, projectOf({ a: boxAt(10, 20), b: boxAt(0, 0), c: boxAt(5, 5) }));
  const reader = new DocReader(doc);
  const origin = userOrigin();
  const history = new UndoHistory(doc, origin, { getSelection: () => [], setSelection: () => {} });
  return {
    doc,
    history,
    entities: () => reader.project.scenes.s!.entities,
    target: (): keep.KeepTarget => ({ doc, origin, project: reader.project, scene: 's' }),
  };
}
const moved = (id: string, running: unknown): EntityDifference => ({
  ...{ kind: 'changed', id, name: id },
  fields: [{ component: 'Transform', field: 'position', document: [10, 20], running }],
});

describe('what a run leaves behind', () => {
  it('is listed in words, entity by entity', () => {
    const spawned = resolveEntity({}, 'n', blankEntity({ ...boxAt(1, 1), name: 'Spark' }));
    const groups = keep.keepGroups([
      moved('a', [33.333333, 20]),
      { kind: 'new', id: 'n', name: 'Spark', entity: spawned },
      { kind: 'gone', id: 'b', name: 'Coin' },
    ]);
    expect(groups.map(({ name, rows }) => [name, rows.map(({ what, change }) => [what, change])])).toEqual([
      ['a', [['Transform position', '10, 20 → 33.33, 20']]],
      ['Spark', [['', 'made by the game']]],
      ['Coin', [['', 'destroyed by the game']]],
    ]);
  });

  it('is kept as far as it is ticked, in one step of undo', () => {
    const { target, entities, history } = desk();
    const before = entities();
    const entity = resolveEntity({}, 'n', blankEntity({ ...boxAt(1, 1), name: 'Spark', parent: 'nobody' }));
    const differences: EntityDifference[] = [
      moved('a', [33, 20]),
      moved('c', [99, 99]),
      {
        ...{ kind: 'changed', id: 'c', name: 'c' },
        fields: [
          { component: 'Body', field: 'type', document: undefined, running: 'static' },
          { component: 'Shape', field: 'fill', document: '#ffffff', running: undefined },
        ],
      },
      { kind: 'new', id: 'n', name: 'Spark', entity },
      { kind: 'gone', id: 'b', name: 'b' },
    ];
    const keys = keep.keepGroups(differences).flatMap(({ rows }) => rows.map(({ key }) => key));
    keep.keepDifferences(target(), differences, new Set(keys.filter((_, at) => at !== 1)));
    const after = entities();
    expect(after.a!.components.Transform!.position).toEqual([33, 20]);
    expect(after.c!.components.Transform).toEqual(before.c!.components.Transform);
    expect(after.c!.components.Body).toEqual({ type: 'static' });
    expect(after.c!.components.Shape).toBeUndefined();
    expect(after.b).toBeUndefined();
    const made = Object.values(after).find(({ name }) => name === 'Spark')!;
    expect(made.parent).toBeNull();
    expect(made.components.Transform).toMatchObject({ position: [21, 11] });
    expect(Object.keys(made.components.Transform!).length).toBeLessThan(
      Object.keys(defaultsOf('Transform')).length,
    );
    history.undo();
    expect(entities()).toEqual(before);
    expect(history.canUndo).toBe(false);
  });

  it('leaves out what the document cannot hold', () => {
    const { entities } = desk();
    const differences = [
      moved('a', [NaN, 20]),
      moved('a/inside', [1, 1]),
      { kind: 'gone', id: 'x/y', name: 'y' } as const,
      moved('c', [1, 1]),
    ];
    expect(keep.keepable(differences, entities()).map(({ id }) => id)).toEqual(['c']);
  });

  it('inside of an instance become what it sets over its prefab, or leaves out', () => {
    const { doc, target, entities, history } = desk();
    const parts = {
      r: blankEntity(),
      eye: blankEntity({ parent: 'r' }),
      lid: blankEntity({ parent: 'eye' }),
      hat: blankEntity({ parent: 'r' }),
    };
    putPrefab(doc, systemOrigin, 'p', { name: 'Face', order: 'a0', root: 'r', entities: parts });
    createEntity(doc, systemOrigin, 's', 'f', blankEntity({ name: 'Face', prefab: 'p' }));
    const before = entities();
    const differences = keep.keepable(
      [
        moved('f/hat', [5, 6]),
        {
          ...{ kind: 'changed', id: 'f', name: 'f' },
          fields: [{ component: '', field: 'visible', document: true, running: false }],
        },
        { kind: 'gone', id: 'f/eye', name: 'eye' },
        { kind: 'gone', id: 'f/eye/lid', name: 'lid' },
      ],
      entities(),
    );
    expect(differences.map(({ id }) => id)).toEqual(['f/hat', 'f', 'f/eye']);
    const keys = keep.keepGroups(differences).flatMap(({ rows }) => rows.map(({ key }) => key));
    keep.keepDifferences(target(), differences, new Set(keys));
    expect(entities().f!.visible).toBe(false);
    expect(entities().f!.overrides).toEqual({
      eye: { removed: true, components: {} },
      hat: { components: { Transform: { position: [5, 6] } } },
    });
    history.undo();
    expect(entities()).toEqual(before);
  });

  it('of a real run plays on from there', () => {
    const { target, entities } = desk();
    keep.keepDifferences(
      target(),
      [
        {
          ...{ kind: 'changed', id: 'a', name: 'a' },
          fields: [{ component: 'Body', field: 'type', document: undefined, running: 'dynamic' }],
        },
      ],
      new Set(['a Body type']),
    );
    const simulation = new Simulation({ project: target().project, scene: 's' });
    for (let tick = 0; tick < 30; tick++) simulation.tick();
    const found = sceneDifferences(simulation.documents, runningScene(simulation.world));
    const differences = keep.keepable(found, entities());
    const groups = keep.keepGroups(differences);
    expect(groups.map(({ id }) => id)).toEqual(['a']);
    keep.keepDifferences(
      target(),
      differences,
      new Set(groups.flatMap(({ rows }) => rows.map(({ key }) => key))),
    );
    const [, y] = entities().a!.components.Transform!.position as [number, number];
    expect(y).toBeGreaterThan(100);
    simulation.stop();
  });
});
