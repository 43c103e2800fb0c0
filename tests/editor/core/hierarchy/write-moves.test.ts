import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { EditorHost, SceneWriter } from '../../../../src/lib/editor/core/editor-host.ts';
import { writeMoves } from '../../../../src/lib/editor/core/hierarchy/write-moves.ts';
import { SceneIndex } from '../../../../src/lib/editor/core/scene-index.ts';
import { Selection } from '../../../../src/lib/editor/core/selection.ts';
import type { ProjectData } from '../../../../src/lib/schema/project.ts';
import { projectOf } from '../fixtures.ts';

/** The part of an editor that moving needs; it keeps the names of its steps. */
function editorOf(start: ProjectData) {
  let project = start;
  const steps: string[] = [];
  const change = (id: string, fields: object) => {
    const scene = project.scenes.s!;
    const entities = { ...scene.entities, [id]: { ...scene.entities[id]!, ...fields } };
    project = { ...project, scenes: { s: { ...scene, entities } } };
  };
  const host = {
    isolated: new Selection(),
    reader: {
      get project() {
        return project;
      },
    },
    scene: () => 's',
    write(name: string, fn: (writer: SceneWriter) => void) {
      steps.push(name);
      fn({
        set: change,
        setFields: (id: string, key: string, fields: object) => {
          const { components } = project.scenes.s!.entities[id]!;
          change(id, { components: { ...components, [key]: { ...components[key], ...fields } } });
        },
      } as unknown as SceneWriter);
    },
  } as unknown as EditorHost;
  const place = (id: string) => {
    const index = new SceneIndex();
    index.load(project, 's');
    return index.items.get(id)!.placed;
  };
  return { host, steps, place };
}

it('leaves whoever gets another parent where it is in the scene', () => {
  const at = fc.tuple(fc.integer({ min: -999, max: 999 }), fc.integer({ min: -999, max: 999 }));
  const angle = fc.integer({ min: -720, max: 720 });
  fc.assert(
    fc.property(at, angle, at, angle, at, angle, (p1, r1, p2, r2, p3, r3) => {
      const { host, steps, place } = editorOf(
        projectOf({
          a: { components: { Transform: { position: p1, rotation: r1 } } },
          b: { parent: 'a', components: { Transform: { position: p2, rotation: r2 } } },
          c: { components: { Transform: { position: p3, rotation: r3 } } },
        }),
      );
      const before = place('b');
      writeMoves(host, [{ id: 'b', parent: 'c', order: 'a5' }]);
      writeMoves(host, [{ id: 'b', parent: null, order: 'a6' }]);
      writeMoves(host, []);
      const near = (value: number) => expect.closeTo(value, 1) as number;
      expect(place('b').position).toEqual(before.position.map(near));
      expect(place('b').rotation).toBeCloseTo(before.rotation, 2);
      expect(steps).toEqual(['Move b into c', 'Move b to the top']);
    }),
  );
});
