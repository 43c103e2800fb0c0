/**
 * Collaboration through a real server in a process of its own. Baselines, measured in the same run: an fdatasync'd append of the same
 * bytes for acknowledgements, and a bare `ws` relay in such a process for what is sent to others.
 */
import { fork, type ChildProcess } from 'node:child_process';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import { updateFrame } from '../src/lib/server/frames.ts';
import { encodeBarrier, MessageType } from '../src/lib/net/wire.ts';
import type { BenchRow } from './rows.ts';

const ACKNOWLEDGEMENTS = 300;
const OBSERVERS = 300;
const UPDATES = 100;
/** Updates a second, as of somebody who types and drags. */
const PACE_MS = 50;

interface Side {
  child: ChildProcess;
  sync: string;
}

/** Starts `collab-server.mjs`: our server, or the bare relay. */
async function start(kind: 'perigee' | 'relay', dataDir: string): Promise<Side> {
  const path = fileURLToPath(new URL('../scripts/collab-server.mjs', import.meta.url));
  const child = fork(path, [kind, dataDir], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const sync = await new Promise<string>((resolve, reject) => {
    child.once('message', (message) => resolve((message as { sync: string }).sync));
    child.once('exit', (code) => reject(new Error(`the ${kind} ended with ${code}`)));
  });
  return { child, sync };
}

const cpuOf = ({ child }: Side): Promise<number> =>
  new Promise((resolve) => {
    child.once('message', (message) => resolve((message as { cpu: number }).cpu));
    child.send('cpu');
  });

async function connect(url: string): Promise<WebSocket> {
  const socket = new WebSocket(url);
  await new Promise((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
  return socket;
}

const percentile = (values: number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))]!;

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** From an edit to the answer that it is durable, one after the other, in milliseconds. */
async function acknowledgements(address: string): Promise<number[]> {
  const socket = await connect(address);
  const doc = new Y.Doc();
  const times: number[] = [];
  let answered: () => void = () => {};
  socket.on('message', (data) => (data as Buffer)[0] === MessageType.barrier && answered());
  doc.on('update', (update) => socket.send(updateFrame(update)));
  for (let i = 0; i < ACKNOWLEDGEMENTS; i++) {
    const began = performance.now();
    const answer = new Promise<void>((resolve) => (answered = resolve));
    doc.getMap('notes').set('at', `${i} `.repeat(20));
    socket.send(encodeBarrier(i));
    await answer;
    times.push(performance.now() - began);
  }
  socket.close();
  return times;
}

/** An append of 200 bytes made durable, in milliseconds. */
async function appends(folder: string): Promise<number[]> {
  const file = await open(join(folder, 'appended'), 'a');
  const times: number[] = [];
  for (let i = 0; i < ACKNOWLEDGEMENTS; i++) {
    const began = performance.now();
    await file.write(Buffer.alloc(200));
    await file.datasync();
    times.push(performance.now() - began);
  }
  await file.close();
  return times;
}

/** Times from an update to each observer, in milliseconds, and the processor's time for each, in microseconds. */
async function fanOut(side: Side, address: string): Promise<{ times: number[]; cpu: number }> {
  const sent = new Map<string, number>();
  const times: number[] = [];
  const observers = await Promise.all(Array.from({ length: OBSERVERS }, () => connect(address)));
  for (const socket of observers)
    socket.on('message', (data) => {
      const mark = /mark-\d+/.exec((data as Buffer).toString('latin1'))?.[0];
      if (mark !== undefined) times.push(performance.now() - sent.get(mark)!);
    });
  const author = await connect(address);
  const doc = new Y.Doc();
  doc.on('update', (update) => author.send(updateFrame(update)));
  await pause(300);
  const before = await cpuOf(side);
  for (let i = 0; i < UPDATES; i++) {
    const mark = `mark-${i}`;
    sent.set(mark, performance.now());
    doc.getMap('notes').set('at', mark);
    await pause(PACE_MS);
  }
  while (times.length < OBSERVERS * UPDATES) await pause(10);
  const cpu = ((await cpuOf(side)) - before) / times.length;
  for (const socket of [...observers, author]) socket.terminate();
  return { times, cpu };
}

async function newProject(sync: string): Promise<string> {
  const url = sync.replace('ws', 'http').replace('/sync', '/api/projects');
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(url, { method: 'POST', headers, body: '{"name":"Bench"}' });
  return ((await answer.json()) as { id: string }).id;
}

export default async function bench(): Promise<BenchRow[]> {
  const folder = await mkdtemp(join(tmpdir(), 'perigee-bench-'));
  const [perigee, relay] = [await start('perigee', join(folder, 'data')), await start('relay', folder)];
  try {
    const address = async () => `${perigee.sync}/${await newProject(perigee.sync)}`;
    const [bare, durable] = [await appends(folder), await acknowledgements(await address())];
    const direct = await fanOut(relay, `${relay.sync}/bench`);
    const ours = await fanOut(perigee, await address());
    const row = (name: string, value: number, unit: string, base: number, baseline: string): BenchRow => ({
      name: `collab-${name}`,
      value,
      unit,
      ratio: value / base,
      baseline,
    });
    const at = (share: number) => [percentile(durable, share), 'ms', percentile(bare, share)] as const;
    const out = (share: number) =>
      [percentile(ours.times, share), 'ms', percentile(direct.times, share)] as const;
    return [
      row('durable-p95', ...at(0.95), 'append with fdatasync'),
      row('durable-p99', ...at(0.99), 'append with fdatasync'),
      row(`fan-out-${OBSERVERS}-p99`, ...out(0.99), 'bare ws relay'),
      row(`fan-out-${OBSERVERS}-cpu`, ours.cpu, 'µs', direct.cpu, 'bare ws relay'),
    ];
  } finally {
    perigee.child.kill();
    relay.child.kill();
    await rm(folder, { recursive: true, force: true });
  }
}
