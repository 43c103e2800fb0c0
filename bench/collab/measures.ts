/** What is measured of collaboration, each through real sockets. Times in milliseconds. */
import { mkdir, open } from 'node:fs/promises';
import { join } from 'node:path';
import * as Y from 'yjs';
import * as encoding from 'lib0/encoding';
import { newAddress } from '../../src/lib/base/ids.ts';
import { MessageType } from '../../src/lib/net/wire.ts';
import { LevelUpdateLog } from '../../src/lib/server/level-update-log.ts';
import { Author, connect, connectAll, isUpdate, pause } from './people.ts';
import { Observer } from './observer.ts';
import { newRoom, newRooms, start, stop, usedBy, type Side } from './sides.ts';

/** From an edit to the answer that it is durable, one after the other. */
export async function acknowledgements(room: string, count: number): Promise<number[]> {
  const author = new Author(await connect(room));
  const times: number[] = [];
  for (let i = 0; i < count; i++) times.push(await author.writeDurably(`${i} `.repeat(20)));
  author.socket.terminate();
  return times;
}

/** An append of 200 bytes made durable. */
export async function appends(folder: string, count: number): Promise<number[]> {
  const file = await open(join(folder, 'appended'), 'a');
  const times: number[] = [];
  for (let i = 0; i < count; i++) {
    const began = performance.now();
    await file.write(Buffer.alloc(200));
    await file.datasync();
    times.push(performance.now() - began);
  }
  await file.close();
  return times;
}

/** Times from an update to each observer, and the processor's time for each delivery, in microseconds. */
export async function fanOut(
  side: Side,
  room: string,
  observers: number,
  updates: number,
  perSecond: number,
): Promise<{ times: number[]; cpu: number }> {
  const sent: number[] = [];
  const times: number[] = [];
  const watching: Observer[] = [];
  while (watching.length < observers) {
    let next = 0;
    watching.push(await Observer.open(room, () => times.push(performance.now() - sent[next++]!)));
  }
  const author = new Author(await connect(room));
  await pause(500);
  const before = await usedBy(side, 'cpu');
  for (let i = 0; i < updates; i++) {
    sent.push(performance.now());
    author.write(`update ${i}`);
    await pause(1000 / perSecond - (performance.now() - sent[i]!));
  }
  while (times.length < observers * updates) await pause(10);
  const cpu = ((await usedBy(side, 'cpu')) - before) / times.length;
  for (const observer of watching) observer.close();
  author.socket.terminate();
  return { times, cpu };
}

/** A room with about so many megabytes, which is made shorter again and again while somebody writes in it. */
export async function duringCompactions(
  room: string,
  megabytes: number,
): Promise<{ times: number[]; compactions: number }> {
  const author = new Author(await connect(room));
  // Short texts under many keys: what documents are made of, and what takes long to read.
  for (let part = 0; part < megabytes; part++)
    author.doc.transact(() => {
      const notes = author.doc.getMap('notes');
      for (let i = 0; i < 10_000; i++) notes.set(`entity-${part}-${i}`, `name ${i} `.padEnd(60, 'x'));
    });
  await author.writeDurably('all of it');
  const compactions = async () => {
    const url = `${new URL(room).origin.replace('ws', 'http')}/metrics`;
    return Number(/perigee_compaction_seconds_count (\d+)/.exec(await (await fetch(url)).text())?.[1] ?? 0);
  };
  const before = await compactions();
  const times: number[] = [];
  while ((await compactions()) < before + 2) {
    // As fast as two hundred drags a second.
    for (let i = 0; i < 50; i++) {
      times.push(await author.writeDurably(`edit ${times.length}`));
      await pause(2);
    }
  }
  author.socket.terminate();
  return { times, compactions: (await compactions()) - before };
}

/** So many people whose pointers move ten times a second while one in ten also edits once a second. */
export async function crowd(
  room: string,
  people: number,
  seconds: number,
): Promise<{ times: number[]; lost: number }> {
  const sockets = await connectAll(Array.from({ length: people }, () => room));
  const authors = sockets.filter((_, at) => at % 10 === 0).map((socket) => new Author(socket));
  const sent = new Map<string, number>();
  const times: number[] = [];
  for (const socket of sockets)
    socket.on('message', (data) => {
      const bytes = data as Buffer;
      if (!isUpdate(bytes)) return;
      const mark = /mark-\d+;/.exec(bytes.toString('latin1'))?.[0];
      if (mark !== undefined) times.push(performance.now() - sent.get(mark)!);
    });
  await pause(500);
  const [ticks, began] = [seconds * 10, performance.now()];
  for (let tick = 0; tick < ticks; tick++) {
    // Spread over the tenth of a second, as people are.
    for (const [at, socket] of sockets.entries()) {
      socket.send(pointer(at + 1, tick + 1));
      if (at % 20 === 19) await pause(0);
    }
    for (const [at, author] of authors.entries()) {
      if (tick % 10 !== at % 10) continue;
      const mark = `mark-${sent.size};`;
      sent.set(mark, performance.now());
      author.write(mark);
    }
    await pause(began + (tick + 1) * 100 - performance.now());
  }
  const expected = sent.size * (people - 1);
  for (let patience = 100; times.length < expected && patience > 0; patience--) await pause(50);
  for (const socket of sockets) socket.terminate();
  return { times, lost: expected - times.length };
}

/** What the page says of a person who moves the pointer. */
function pointer(person: number, clock: number): Uint8Array {
  const state = {
    user: { name: `Person ${person}`, color: '#7c9cff' },
    scene: 's',
    cursor: [clock * 3.5, person * 2.25],
    selection: ['entity'],
    camera: [0, 0, 1],
  };
  const inner = encoding.createEncoder();
  encoding.writeVarUint(inner, 1);
  encoding.writeVarUint(inner, person);
  encoding.writeVarUint(inner, clock);
  encoding.writeVarString(inner, JSON.stringify(state));
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, MessageType.awareness);
  encoding.writeVarUint8Array(encoder, encoding.toUint8Array(inner));
  return encoding.toUint8Array(encoder);
}

/** Two people in each of so many rooms, each with two edits a second: times until the other has it. */
export async function pairs(
  side: Side,
  rooms: number,
  seconds: number,
): Promise<{ times: number[]; lost: number; back: number }> {
  const addresses = await newRooms(side, rooms);
  const round = async (length: number) => {
    const sockets = await connectAll(addresses.flatMap((address) => [address, address]));
    const authors = sockets.map((socket) => new Author(socket));
    const times: number[] = [];
    const sent: number[][] = authors.map(() => []);
    let edits = 0;
    for (const [at, socket] of sockets.entries())
      socket.on('message', (data) => {
        // What comes here is from the other of the two, in its order.
        if (isUpdate(data as Buffer)) times.push(performance.now() - sent[at ^ 1]!.shift()!);
      });
    await pause(500);
    const began = performance.now();
    const steps = length * 100;
    for (let step = 0; step < steps; step++) {
      for (let at = step % 50; at < authors.length; at += 50) {
        edits++;
        sent[at]!.push(performance.now());
        authors[at]!.write(`edit ${edits}`);
      }
      await pause(began + (step + 1) * 10 - performance.now());
    }
    for (let patience = 100; times.length < edits && patience > 0; patience--) await pause(50);
    for (const socket of sockets) socket.terminate();
    await empty(side);
    return { times, lost: edits - times.length };
  };
  await round(1);
  const before = await restingMemory(side);
  const result = await round(seconds);
  return { ...result, back: (await restingMemory(side)) / before };
}

/** Memory when all that is being closed is closed. */
async function restingMemory(side: Side): Promise<number> {
  let least = Infinity;
  for (let i = 0; i < 4; i++) {
    await pause(500);
    least = Math.min(least, await usedBy(side, 'memory'));
  }
  return least;
}

/** Resolves when no room is open any more. */
async function empty({ sync }: Side): Promise<void> {
  const url = `${new URL(sync).origin.replace('ws', 'http')}/metrics`;
  while (!/^perigee_rooms 0$/m.test(await (await fetch(url)).text())) await pause(50);
}

/** Memory of a room with one connection that does nothing, above the size of its document, in bytes. */
export async function idleRooms(side: Side, rooms: number): Promise<number> {
  const addresses = await newRooms(side, rooms);
  // What the first ones bring along is not theirs.
  for (const socket of await connectAll(addresses.slice(0, 20))) socket.terminate();
  await empty(side);
  const before = await restingMemory(side);
  const sockets = await connectAll(addresses);
  const after = await restingMemory(side);
  for (const socket of sockets) socket.terminate();
  await empty(side);
  return (after - before) / rooms;
}

/** Seconds from the start of the process to its readiness, with so many rooms and megabytes stored. */
export async function ready(folder: string, rooms: number, megabytes: number): Promise<number> {
  await mkdir(folder, { recursive: true });
  const log = await LevelUpdateLog.open(join(folder, 'documents'));
  const size = Math.round((megabytes * 1024 * 1024) / rooms);
  for (let at = 0; at < rooms; at++) {
    const room = newAddress();
    const doc = new Y.Doc();
    doc.getText('note').insert(
      0,
      Buffer.from(crypto.getRandomValues(new Uint8Array(512)))
        .toString('hex')
        .repeat(size / 1024),
    );
    doc.getMap('project').set('name', `Project ${at}`);
    await Promise.all([
      log.describe({ room, name: `Project ${at}`, modified: at }),
      log.compact(room, Y.encodeStateAsUpdateV2(doc)),
    ]);
  }
  await log.close();
  const times: number[] = [];
  for (let i = 0; i < 3; i++) {
    const began = performance.now();
    const side = await start('perigee', folder);
    times.push((performance.now() - began) / 1000);
    const url = `${side.sync.replace('ws', 'http').replace('/sync', '')}/healthz`;
    if (!(await fetch(url)).ok) throw new Error('the server is not well');
    await newRoom(side);
    await stop(side);
  }
  return times.sort((a, b) => a - b)[1]!;
}
