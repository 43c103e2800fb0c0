/**
 * Two people work an hour on trains: scene, tiles, code and all else, each without a network. When both are back, both and the server
 * have all that either did.
 */
import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, expect, it, onTestFinished, vi } from 'vitest';
import { WebSocket } from 'ws';
import { createEntity, paintTiles, setFields } from '../../../src/lib/document/edit.ts';
import { putScript, scriptText } from '../../../src/lib/document/edit-project.ts';
import { userOrigin } from '../../../src/lib/document/origin.ts';
import { readProject } from '../../../src/lib/document/read.ts';
import { DocReader } from '../../../src/lib/document/reader.ts';
import { UndoHistory } from '../../../src/lib/document/undo.ts';
import { ProjectConnection } from '../../../src/lib/editor/client/project-connection.ts';
import { blankEntity } from '../../../src/lib/schema/blank.ts';
import { tileAt } from '../../../src/lib/schema/tiles.ts';
import { checkProject } from '../../../src/lib/schema/validate.ts';
import { MemoryUpdateLog } from '../../../src/lib/server/memory-update-log.ts';
import { editAtRandom } from '../../fuzz/edits.ts';
import { Choices, type Peer } from '../../fuzz/peers.ts';
import { startServer, until } from '../../server/test-server.ts';

const MINUTE = 60_000;
const EDITS = 200;

beforeAll(() => void vi.stubGlobal('WebSocket', WebSocket));
afterAll(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

function connect(project: string, url: string): { connection: ProjectConnection; peer: Peer } {
  const connection = new ProjectConnection(project, url);
  const { doc } = connection;
  const origin = userOrigin();
  const history = new UndoHistory(doc, origin, { getSelection: () => [], setSelection: () => {} });
  const peer: Peer = { doc, origin, history, reader: new DocReader(doc), inbox: [], away: false };
  onTestFinished(() => connection.dispose());
  return { connection, peer };
}

/** What is done with one's own things, which nobody else touches: all of it has to be there in the end. */
function ownWork({ doc, origin }: Peer, scene: string, who: string, n: number): void {
  const row = who === 'ann' ? 100 : 200;
  createEntity(doc, origin, scene, `${who}-${n}`, blankEntity({ name: `${who} ${n}` }));
  setFields(doc, origin, scene, 'ground', 'Transform', {
    [who === 'ann' ? 'size' : 'rotation']: who === 'ann' ? [n + 1, 1] : n,
  });
  paintTiles(doc, origin, scene, 'ground', [[n, row, n + 1]]);
  const text = scriptText(doc, 'behavior/shared.lua')!;
  text.insert(who === 'ann' ? 0 : text.length, `-- ${who} ${n}\n`);
}

it('an hour without a network in two places comes together', async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date(2026, 10, 22, 9) });
  const random = new Choices(1);
  const log = new MemoryUpdateLog();
  const server = await startServer({ log });
  const project = await server.newProject();
  const [ann, ben] = [connect(project, server.url), connect(project, server.url)];
  await until(() => ann.connection.status === 'saved' && ben.connection.status === 'saved');
  const scene = Object.keys(readProject(ann.peer.doc).scenes)[0]!;
  const { doc, origin } = ann.peer;
  const tiled = { Transform: {}, Tilemap: {} };
  createEntity(doc, origin, scene, 'ground', blankEntity({ name: 'Ground', components: tiled }));
  putScript(doc, origin, 'behavior/shared.lua', '-- the middle\n');
  await until(
    () => ann.connection.status === 'saved' && scriptText(ben.peer.doc, 'behavior/shared.lua') !== null,
  );

  await server.close();
  await until(() => ann.connection.status === 'offline' && ben.connection.status === 'offline');
  for (let n = 0; n < EDITS; n++) {
    vi.setSystemTime(Date.now() + MINUTE * 0.3);
    for (const [who, { peer }] of [['ann', ann] as const, ['ben', ben] as const]) {
      ownWork(peer, scene, who, n);
      // What both may touch at once: names of the generator, none of them among one's own.
      editAtRandom({ ...peer, history: { undo() {}, redo() {} } as unknown as UndoHistory }, random);
    }
  }
  expect([ann, ben].map(({ connection }) => connection.statusText)).toEqual(
    Array(2).fill('Offline, kept only until this page is closed: this browser has no room'),
  );

  const next = await startServer({ log, port: server.port });
  await until(() => ann.connection.status === 'saved' && ben.connection.status === 'saved');
  const late = connect(project, next.url);
  await until(() => late.connection.status === 'saved');
  await until(() => isDeepStrictEqual(readProject(ann.peer.doc), readProject(ben.peer.doc)));
  const all = readProject(late.peer.doc);
  for (const { peer } of [ann, ben]) {
    expect(readProject(peer.doc)).toEqual(all);
    expect(peer.reader.project).toEqual(all);
  }
  expect(checkProject(all).filter(({ severity }) => severity === 'error')).toEqual([]);
  const { entities } = all.scenes[scene]!;
  const { Transform, Tilemap } = entities['ground']!.components as Record<string, Record<string, never>>;
  expect(Transform).toMatchObject({ size: [EDITS, 1], rotation: EDITS - 1 });
  const lines = all.scripts['behavior/shared.lua']!.split('\n');
  for (let n = 0; n < EDITS; n++) {
    for (const who of ['ann', 'ben']) {
      expect(entities[`${who}-${n}`]?.name).toBe(`${who} ${n}`);
      expect(lines).toContain(`-- ${who} ${n}`);
    }
    expect([tileAt(Tilemap!['tiles']!, n, 100), tileAt(Tilemap!['tiles']!, n, 200)]).toEqual([n + 1, n + 1]);
  }
});
