/** What was done to a project: kept in a few records, told to who reads along, taken from those only who may do something. */
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  encodeDeeds,
  encodeFollow,
  readFromServer,
  type FromServer,
} from '../../src/lib/net/activity-wire.ts';
import type { Role, RoleLink } from '../../src/lib/net/roles.ts';
import { CloseCode, MessageType } from '../../src/lib/net/wire.ts';
import type { ActivityLine, ToldDeeds } from '../../src/lib/schema/activity.ts';
import { Activity } from '../../src/lib/server/activity.ts';
import { MemoryUpdateLog } from '../../src/lib/server/memory-update-log.ts';
import { rawClient, type RawClient } from './raw-client.ts';
import { startServer, until } from './test-server.ts';

const told = (from: number, count = 1, fields: Partial<ToldDeeds> = {}): ToldDeeds => ({
  by: 'Ann',
  color: '#7c9cff',
  deeds: Array.from({ length: count }, (_, n) => ({
    ...{ id: `d${from + n}`, name: `Move ${from + n}`, scene: 's', selection: ['e'], script: '', age: 0 },
  })),
  ...fields,
});

describe('what is kept', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  const pass = () => vi.advanceTimersByTimeAsync(600);
  async function linesOf(activity: Activity, after = 0): Promise<ActivityLine[]> {
    const lines: ActivityLine[] = [];
    const end = activity.follow('p', after, (more) => void lines.push(...more));
    await vi.advanceTimersByTimeAsync(0);
    end();
    return lines;
  }

  it('is read along from later on where it could not be read, and harms nothing else', async () => {
    const log = new MemoryUpdateLog();
    const read = log.getRecord.bind(log);
    log.getRecord = () => Promise.reject(new Error('the disk is away'));
    const activity = new Activity(log);
    expect(await linesOf(activity)).toEqual([]);
    log.getRecord = read;
    const kept = activity.tell('p', told(1));
    await pass();
    await kept;
    expect(await linesOf(activity)).toHaveLength(1);
  });

  it('is heard by who begins to read along while the project is about to leave memory', async () => {
    const log = new MemoryUpdateLog();
    const activity = new Activity(log);
    void activity.tell('p', told(1));
    await pass();
    const read = log.getRecord.bind(log);
    log.getRecord = async (key) => {
      const bytes = await read(key);
      await new Promise((resolve) => setTimeout(resolve, 120_000));
      return bytes;
    };
    const lines: ActivityLine[] = [];
    const end = activity.follow('p', 0, (more) => void lines.push(...more));
    await vi.advanceTimersByTimeAsync(100_000);
    log.getRecord = read;
    void activity.tell('p', told(2));
    await vi.advanceTimersByTimeAsync(30_000);
    expect(lines.map(({ id }) => id)).toEqual(['d1', 'd2']);
    end();
  });

  it('is the last lines, in order, also for another run of the server', async () => {
    const log = new MemoryUpdateLog();
    const activity = new Activity(log);
    const writes: number[] = [];
    const put = log.putRecords.bind(log);
    log.putRecords = (changes) => {
      writes.push(changes.size);
      return put(changes);
    };
    for (let n = 0; n < 1230; n += 10) {
      const kept = activity.tell('p', told(n, 10));
      await pass();
      await kept;
    }
    const lines = await linesOf(activity);
    expect(lines.length).toBeGreaterThanOrEqual(450);
    expect(lines.length).toBeLessThanOrEqual(500);
    expect(lines.map(({ number }) => number)).toEqual(lines.map((_, at) => 1231 - lines.length + at));
    expect(lines.at(-1)).toMatchObject({ id: 'd1229', name: 'Move 1229', by: 'Ann', selection: ['e'] });
    // However many lines there are, a write is one record or two.
    expect(Math.max(...writes)).toBeLessThanOrEqual(2);
    const next = new Activity(log);
    expect(await linesOf(next)).toEqual(lines);
    void next.tell('p', told(1230));
    await pass();
    expect((await linesOf(new Activity(log), 1230)).map(({ number }) => number)).toEqual([1231]);
    await next.deleteProject('p');
    expect(await linesOf(new Activity(log))).toEqual([]);
  });

  it('has what is told twice once, also after a restart, and with the time at which it was done', async () => {
    const log = new MemoryUpdateLog();
    const activity = new Activity(log, () => 10_000_000);
    const { deeds } = told(0, 3);
    await Promise.all([
      activity.tell('p', told(0, 3, { deeds: deeds.map((deed) => ({ ...deed, age: 5000 })) })),
      activity.tell('p', told(1, 2)),
      pass(),
    ]);
    await activity.tell('p', told(0, 3));
    const again = new Activity(log).tell('p', told(0, 4));
    await pass();
    await again;
    const lines = await linesOf(new Activity(log));
    expect(lines.map(({ id }) => id)).toEqual(['d0', 'd1', 'd2', 'd3']);
    expect(lines.slice(0, 3).map(({ at }) => at)).toEqual([9_995_000, 9_995_000, 9_995_000]);
  });

  it('is acknowledged only when it is durable, and tried again after a failure', async () => {
    const log = new MemoryUpdateLog();
    const put = log.putRecords.bind(log);
    log.putRecords = () => Promise.reject(new Error('disk full'));
    const activity = new Activity(log);
    const lost = expect(activity.tell('p', told(0))).rejects.toThrow('disk full');
    await pass();
    await lost;
    log.putRecords = put;
    const kept = activity.tell('p', told(0));
    await pass();
    await kept;
    expect((await linesOf(new Activity(log))).map(({ id }) => id)).toEqual(['d0']);
    // What was told a moment before the end is written then.
    const last = activity.tell('p', told(1));
    await activity.close();
    await last;
    expect(await linesOf(new Activity(log))).toHaveLength(2);
  });

  it('reaches those who read along at once, and each only once', async () => {
    const activity = new Activity(new MemoryUpdateLog());
    void activity.tell('p', told(0, 2));
    await vi.advanceTimersByTimeAsync(1);
    const heard: string[] = [];
    const end = activity.follow('p', 1, (lines) => heard.push(...lines.map(({ id }) => id)));
    await vi.advanceTimersByTimeAsync(1);
    void activity.tell('p', told(1, 2));
    await vi.advanceTimersByTimeAsync(1);
    expect(heard).toEqual(['d1', 'd2']);
    end();
    void activity.tell('p', told(5));
    await vi.advanceTimersByTimeAsync(120_000);
    expect(heard).toHaveLength(2);
  });
});

const heardBy = ({ frames }: RawClient): FromServer[] =>
  frames.flatMap((frame) => {
    const decoder = decoding.createDecoder(frame);
    return decoding.readVarUint(decoder) === MessageType.activity ? [readFromServer(decoder)] : [];
  });
const linesAt = (client: RawClient) => heardBy(client).flatMap((told) => ('lines' in told ? told.lines : []));

it('takes steps of those who may do something, and tells them to all who see the project', async () => {
  const server = await startServer();
  const owner = await server.newProject();
  const renew = async (role: Role) => {
    const at = `${server.url}/api/projects/${owner}/access/${role}`;
    const headers = { 'content-type': 'application/json' };
    return ((await (await fetch(at, { method: 'POST', headers, body: '{}' })).json()) as RoleLink).token;
  };
  const address = {
    owner,
    editor: await renew('editor'),
    viewer: await renew('viewer'),
    player: await renew('player'),
  };
  const clients = Object.fromEntries(
    await Promise.all(
      (['owner', 'editor', 'viewer'] as const).map(
        async (role) => [role, await rawClient(server.sync, address[role])] as const,
      ),
    ),
  ) as Record<'owner' | 'editor' | 'viewer', RawClient>;
  for (const [at, client] of Object.values(clients).entries())
    await client.send(encodeFollow(0), encodeDeeds(7, told(at, 1, { by: `P${at}` })));
  const all = Object.values(clients);
  await until(() => all.every((client) => linesAt(client).length === 2));
  await until(() =>
    [clients.owner, clients.editor].every((one) => heardBy(one).some((each) => 'kept' in each)),
  );
  for (const client of all) expect(linesAt(client).map(({ by }) => by)).toEqual(['P0', 'P1']);
  expect(heardBy(clients.viewer).some((each) => 'kept' in each)).toBe(false);

  const late = await rawClient(server.sync, address.viewer);
  await late.send(encodeFollow(1));
  await until(() => linesAt(late).length === 1);
  const player = await rawClient(server.sync, address.player);
  player.socket.send(encodeFollow(0));
  expect((await player.closed).code).toBe(CloseCode.noAccess);
  expect(player.frames).toEqual([]);

  // More than anybody does is not taken, and harms nobody.
  await clients.editor.send(
    ...Array.from({ length: 8 }, (_, n) => encodeDeeds(10 + n, told(100 * (n + 1), 100))),
  );
  await until(() => linesAt(clients.owner).length >= 402);
  expect(linesAt(clients.owner).length).toBeLessThanOrEqual(502);
});

const raw = (kind: number, json: string): Uint8Array => {
  const encoder = encoding.createEncoder();
  for (const number of [MessageType.activity, kind, 1]) encoding.writeVarUint(encoder, number);
  encoding.writeVarString(encoder, json);
  return encoding.toUint8Array(encoder);
};
const deed = told(0).deeds[0]!;

it.each<[what: string, frame: Uint8Array]>([
  ['another kind', raw(2, JSON.stringify(told(0)))],
  ['no JSON', raw(1, '{')],
  ['no steps', raw(1, '{}')],
  ['101 steps', encodeDeeds(1, told(0, 101))],
  ['a long name', encodeDeeds(1, told(0, 1, { deeds: [{ ...deed, name: 'x'.repeat(101) }] }))],
  ['a name of several lines', encodeDeeds(1, told(0, 1, { by: 'a\nb' }))],
  ['a colour that is a style', encodeDeeds(1, told(0, 1, { color: 'red;x:y' }))],
  [
    'much in hand',
    encodeDeeds(1, told(0, 1, { deeds: [{ ...deed, selection: Array(9).fill('e') as string[] }] })),
  ],
  ['a step of the future', encodeDeeds(1, told(0, 1, { deeds: [{ ...deed, age: -1 }] }))],
  ['its own number', raw(1, JSON.stringify({ ...told(0), deeds: [{ ...deed, number: 5 }] }))],
  ['a frame that ends early', encodeDeeds(1, told(0)).subarray(0, 12)],
])('closes only who sends %s', async (_what, frame) => {
  const server = await startServer();
  const owner = await server.newProject();
  const [ann, eve] = [await rawClient(server.sync, owner), await rawClient(server.sync, owner)];
  await ann.send(encodeFollow(0));
  eve.socket.send(frame);
  expect((await eve.closed).code).toBe(CloseCode.malformed);
  await ann.send();
  expect(linesAt(ann)).toEqual([]);
});
