/**
 * Undo covers everything: whatever one person does through the editor's writes, going back to the beginning gives the
 * project as it was, and going forth again the project as it became. PERIGEE_FUZZ_SEED runs one seed again.
 */
import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { writeProject } from '../../src/lib/document/edit-project.ts';
import { systemOrigin } from '../../src/lib/document/origin.ts';
import { readProject } from '../../src/lib/document/read.ts';
import { blankEntity, blankProject, blankScene } from '../../src/lib/schema/blank.ts';
import { editAtRandom } from './edits.ts';
import { Peers } from './peers.ts';

const only = process.env.PERIGEE_FUZZ_SEED;
const RUNS = Number(process.env.PERIGEE_FUZZ_RUNS ?? 40);
const seeds = only === undefined ? Array.from({ length: RUNS }, (_, at) => at + 1) : [Number(only)];
const OPERATIONS = 60;

const base = (() => {
  const doc = new Y.Doc();
  doc.clientID = 1000;
  const scene = blankScene(
    { entities: { a: blankEntity(), b: blankEntity({ parent: 'a' }) } },
    () => 'layer',
  );
  writeProject(doc, systemOrigin, { ...blankProject('Base', () => 's'), scenes: { s: scene } });
  return Y.encodeStateAsUpdate(doc);
})();

/** What writes decide. The text inside of scripts is typed, and undone, in the code editor. */
function written(doc: Y.Doc): unknown {
  const { scripts, ...rest } = readProject(doc);
  return { ...rest, scripts: Object.keys(scripts).sort() };
}

function run(seed: number): void {
  const peers = new Peers(1, seed, base);
  const { doc, history, reader } = peers.all[0]!;
  const start = written(doc);
  const seen = new Map([[0, start]]);
  for (let n = 0; n < OPERATIONS; n++) {
    editAtRandom(peers.all[0]!, peers.random);
    seen.set(history.position, written(doc));
    // Steps that were taken back and then written over are gone.
    for (const position of seen.keys()) if (position > history.steps.length) seen.delete(position);
  }
  const { steps } = history;
  expect(steps.every(({ name }) => name.length > 2 && !/undefined|\[object/u.test(name))).toBe(true);
  expect(new Set(steps.map(({ id }) => id)).size).toBe(steps.length);
  for (let n = 0; n < 12; n++) {
    const [position, project] = peers.random.pick([...seen]);
    history.goTo(position);
    expect(written(doc), `at step ${position}`).toEqual(project);
    expect(reader.project).toEqual(readProject(doc));
    // A step that would change nothing any more is dropped; then the numbers are others.
    if (history.steps.length < steps.length) break;
    expect(history.steps).toEqual(steps);
  }
  history.goTo(0);
  expect(written(doc)).toEqual(start);
  peers.dispose();
}

it('goes back to any moment, and forth again', () => {
  for (const seed of seeds) {
    try {
      run(seed);
    } catch (error) {
      throw new Error(`seed ${seed} fails: PERIGEE_FUZZ_SEED=${seed} runs it again`, { cause: error });
    }
  }
}, 120_000);
