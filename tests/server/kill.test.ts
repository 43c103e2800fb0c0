import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { Random } from '../../src/lib/base/random.ts';
import { encodeBarrier, MessageType, readBarrier } from '../../src/lib/net/wire.ts';
import * as Y from 'yjs';
import { makeProject, startProcess } from './server-process.ts';
import { endClient, stockClient, synced, until } from './test-server.ts';

/** How many times the server is killed; more on demand: `npm run chaos -- --kills 500`. */
const KILLS = Number(process.env['PERIGEE_KILLS'] ?? 20);
const WRITERS = 3;

/** Writes as fast as acknowledgements come, and remembers which numbers were acknowledged. */
async function startWriter(sync: string, project: string, name: string, acknowledged: Set<string>) {
  const provider = await synced(stockClient(sync, project));
  let written = 0;
  const sent: string[][] = [];
  const write = () => {
    const keys = Array.from({ length: 3 }, () => `${name}-${written++}`);
    for (const key of keys) provider.doc.getMap('notes').set(key, true);
    sent.push(keys);
    provider.ws?.send(encodeBarrier(sent.length - 1));
  };
  provider.messageHandlers[MessageType.barrier] = (_encoder, decoder) => {
    for (const key of sent[readBarrier(decoder)]!) acknowledged.add(key);
    write();
  };
  write();
  return provider;
}

const versionId = (kill: number) => `kill${String(kill).padStart(8, '0')}`;

/** Keeps a version, and what is read of it must be there after every kill to come. */
async function keepVersion(url: string, project: string, kill: number): Promise<void> {
  const doc = new Y.Doc();
  doc.getMap('notes').set('kill', kill);
  const address = `${url}/api/projects/${project}/versions/${versionId(kill)}?name=${kill}`;
  const answer = await fetch(address, { method: 'PUT', body: Buffer.from(Y.encodeStateAsUpdateV2(doc)) });
  expect(answer.status).toBe(204);
}

async function versionKept(url: string, project: string, kill: number): Promise<unknown> {
  const answer = await fetch(`${url}/api/projects/${project}/versions/${versionId(kill)}`);
  const doc = new Y.Doc();
  Y.applyUpdateV2(doc, new Uint8Array(await answer.arrayBuffer()));
  return doc.getMap('notes').get('kill');
}

it(
  `loses nothing that was acknowledged when it is killed ${KILLS} times`,
  async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'perigee-kill-'));
    onTestFinished(() => rm(dataDir, { recursive: true, force: true }));
    const random = new Random(Number(process.env['PERIGEE_SEED'] ?? 7));
    const acknowledged = new Set<string>();

    let running = await startProcess(dataDir);
    const id = await makeProject(running.url, 'Kill');

    for (let kill = 0; kill < KILLS; kill++) {
      const writers = await Promise.all(
        Array.from({ length: WRITERS }, (_, i) =>
          startWriter(running.sync, id, `${kill}-${i}`, acknowledged),
        ),
      );
      await keepVersion(running.url, id, kill);
      const goal = acknowledged.size + random.integer(1, 60);
      await until(() => acknowledged.size >= goal);
      running.child.kill('SIGKILL');
      await once(running.child, 'exit');
      // These must not bring back what the server has forgotten.
      for (const writer of writers) endClient(writer);

      running = await startProcess(dataDir);
      const reader = await synced(stockClient(running.sync, id));
      const found = reader.doc.getMap('notes');
      expect([...acknowledged].filter((key) => !found.has(key))).toEqual([]);
      endClient(reader);
      for (const each of [kill, random.integer(0, kill), random.integer(0, kill)])
        expect(await versionKept(running.url, id, each)).toBe(each);
      if ((kill + 1) % 50 === 0) console.log(`${kill + 1} kills, ${acknowledged.size} acknowledged edits`);
    }
    for (let each = 0; each < KILLS; each++) expect(await versionKept(running.url, id, each)).toBe(each);
    console.log(`${KILLS} kills, ${acknowledged.size} acknowledged edits, none lost`);
  },
  30_000 + KILLS * 15_000,
);

it('goes on for everybody else when something fails that nobody waited for, and counts it', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'perigee-stray-'));
  onTestFinished(() => rm(dataDir, { recursive: true, force: true }));
  const { child, url } = await startProcess(dataDir, "void Promise.reject(new Error('stray'));");
  await until(async () => {
    const metrics = await fetch(`${url}/metrics`);
    return /perigee_errors_total\{of="unexpected"\} 1/.test(await metrics.text());
  });
  expect(child.exitCode).toBe(null);
}, 30_000);

it('stops on SIGTERM with everything durable', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'perigee-term-'));
  onTestFinished(() => rm(dataDir, { recursive: true, force: true }));
  const { child } = await startProcess(dataDir);
  child.kill('SIGTERM');
  const [code] = (await once(child, 'exit')) as [number];
  expect(code).toBe(0);
}, 30_000);
