/** Opening a large project: from the bytes of its document to plain data, against the document's own bare reading. */
import * as Y from 'yjs';
import { ordersBetween } from '../src/lib/base/order.ts';
import { systemOrigin } from '../src/lib/document/origin.ts';
import { writeProject } from '../src/lib/document/edit-project.ts';
import { DocReader } from '../src/lib/document/reader.ts';
import { blankEntity, blankProject, blankScene } from '../src/lib/schema/blank.ts';
import type { EntityData } from '../src/lib/schema/project.ts';
import type { BenchRow } from './rows.ts';

const ENTITIES = 5000;
const ROUNDS = 12;

/** The bytes of a document of one scene, its entities as varied as those of a level. */
function updateOf(count: number): Uint8Array {
  const orders = ordersBetween(null, null, count);
  const entities: Record<string, EntityData> = {};
  for (const [i, order] of orders.entries()) {
    const script: EntityData['components'] =
      i % 10 === 0 ? { Script: { script: 'behavior/a.lua', properties: { speed: i } } } : {};
    entities[`entity-${i}`] = blankEntity({
      name: `Entity ${i}`,
      order,
      parent: i % 5 === 0 ? null : `entity-${i - (i % 5)}`,
      tags: i % 3 === 0 ? ['solid'] : [],
      components: {
        Transform: { position: [i * 7, (i * 13) % 600], size: [32, 16 + (i % 20)] },
        Shape: { fill: '#7c9cff', cornerRadius: i % 8 },
        Body: { type: i % 2 ? 'static' : 'dynamic' },
        Collider: { friction: 0.5 },
        ...script,
      },
    });
  }
  const doc = new Y.Doc();
  writeProject(doc, systemOrigin, { ...blankProject('Bench'), scenes: { s: blankScene({ entities }) } });
  return Y.encodeStateAsUpdate(doc);
}

/** How long the processor works on something, in milliseconds: other programs make that hardly longer. */
function timeOf(run: () => void): number {
  const before = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

export default async function bench(): Promise<BenchRow[]> {
  const update = updateOf(ENTITIES);
  const openBare = () => {
    const doc = new Y.Doc();
    Y.applyUpdate(doc, update);
    doc.getMap('scenes').toJSON();
  };
  const openRead = () => {
    const doc = new Y.Doc();
    Y.applyUpdate(doc, update);
    return new DocReader(doc).project.scenes;
  };
  // In turns, and the best of each: garbage and other programs only ever add to it.
  let [bare, read] = [Infinity, Infinity];
  for (let round = 0; round < ROUNDS; round++) {
    bare = Math.min(bare, timeOf(openBare));
    read = Math.min(read, timeOf(openRead));
  }
  return [
    {
      name: 'open-project',
      value: read,
      unit: 'ms',
      ratio: read / bare,
      baseline: 'bare Y.applyUpdate and toJSON',
    },
  ];
}
