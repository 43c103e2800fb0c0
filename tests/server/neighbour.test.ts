/** Games that several play on one server, as it is built: each in a thread of its own. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { decodeFromServer, encodeFromPlayer, PLAY_VERSION } from '../../src/lib/net/play/messages.ts';
import { SnapshotTrack } from '../../src/lib/net/play/interpolation.ts';
import { SESSION_PATH } from '../../src/lib/net/wire.ts';
import { writeFolder } from '../../src/lib/schema/folder-write.ts';
import type { ProjectData } from '../../src/lib/schema/project.ts';
import { entity, project } from '../engine/scene.ts';
import { startProcess } from './server-process.ts';
import { until } from './test-server.ts';

/** Near to what a script may do in a tick, in each of many. */
const greedy = `local b = {}
function b.on_update(e)
  local sum = 0
  for i = 1, 8000 do sum = sum + math.sin(i) end
  e.x = sum
end
return b`;

const quiet = () => project({ wall: entity([0, 200], [50, 50], { Shape: {} }) });
const busy = (): ProjectData => ({
  ...project(
    Object.fromEntries(
      Array.from({ length: 40 }, (_, i) => [
        `e${i}`,
        entity([i, 0], [9, 9], { Shape: {}, Script: { script: 'behavior/b.lua' } }),
      ]),
    ),
  ),
  scripts: { 'behavior/b.lua': greedy },
});

async function upload(url: string, data: ProjectData): Promise<string> {
  const zip = zipSync(Object.fromEntries(writeFolder(data, () => undefined)));
  const answer = await fetch(`${url}/api/projects`, {
    method: 'POST',
    headers: { 'content-type': 'application/zip' },
    body: new Blob([zip as Uint8Array<ArrayBuffer>]),
  });
  expect(answer.status, await answer.clone().text()).toBe(201);
  return ((await answer.json()) as { id: string }).id;
}

/** Looks on; tells which tick it was shown last. */
function watch(sync: string, address: string): () => number {
  const socket = new WebSocket(`${sync.replace(/\/sync$/, '')}${SESSION_PATH}/${address}`);
  onTestFinished(() => socket.terminate());
  const track = new SnapshotTrack();
  const hello = { version: PLAY_VERSION, name: 'Ada', key: '', watches: true };
  socket.on('open', () => socket.send(encodeFromPlayer({ kind: 'hello', hello })));
  let era = 0;
  let tick = 0;
  socket.on('message', (data) => {
    const message = decodeFromServer(new Uint8Array(data as Buffer), (_, at) => track.find(at));
    if (message.kind !== 'frame') return;
    ({ era } = message.frame);
    tick = message.frame.snapshot.tick;
    track.add(message.frame.snapshot);
    const seen = { kind: 'input', era, seen: tick, roundTrip: 1, frames: [] } as const;
    socket.send(encodeFromPlayer(seen));
  });
  return () => tick;
}

it('a game that takes all of its thread does not slow the one beside it', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'perigee-neighbour-'));
  onTestFinished(() => rm(dataDir, { recursive: true, force: true }));
  const { url, sync } = await startProcess(dataDir);
  const mine = watch(sync, await upload(url, quiet()));
  await until(() => mine() > 30);
  const theirs = watch(sync, await upload(url, busy()));
  await until(() => theirs() > 3);
  const [from, theirFrom] = [mine(), theirs()];
  await until(() => theirs() >= theirFrom + 8);
  // In one thread both would come as far.
  expect(mine() - from).toBeGreaterThan(2 * (theirs() - theirFrom));
}, 60_000);
