import { mkdtemp, readdir, readFile, rm, writeFile, mkdir, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as decoding from 'lib0/decoding';
import { expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import {
  encodeLogPosition,
  MessageType,
  readLogs,
  type LogPosition,
  type RemoteLogLine,
} from '../../src/lib/net/wire.ts';
import { LogFiles } from '../../src/lib/server/logs/log-files.ts';
import { oneLine, readable } from '../../src/lib/server/logs/log-text.ts';
import { deviceOf, RemoteLogs } from '../../src/lib/server/logs/remote-logs.ts';
import { TokenBucket } from '../../src/lib/server/logs/token-bucket.ts';
import { startServer, stockClient, synced, until, type TestServer } from './test-server.ts';

const line = { level: 'info', source: 'behavior/hero.lua:3', text: 'hello', age: 0 };
const sessionOf = (letter: string) => letter.repeat(21);
const phone = 'Mozilla/5.0 (Linux; Android 14) Chrome/130 Mobile Safari/537.36';

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'perigee-logs-'));
  onTestFinished(() => rm(path, { recursive: true, force: true }));
  return path;
}

async function start() {
  const logs = await folder();
  const server = await startServer({ logFiles: new LogFiles(logs) });
  const id = await server.newProject();
  const send = (body: unknown, project = id, headers: Record<string, string> = {}) =>
    fetch(`${server.url}/api/projects/${project}/logs`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'user-agent': phone, ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  const batch = (session: string, number: number, texts: string[], dropped = 0) => ({
    session: sessionOf(session),
    batch: number,
    dropped,
    lines: texts.map((text) => ({ ...line, text })),
  });
  return { logs, server, id, send, batch };
}

/** Everything in the files of a project, one string a file, in order of their names. */
async function filesOf(logs: string, project: string): Promise<{ name: string; text: string }[]> {
  const names = await readdir(join(logs, project)).catch(() => []);
  return Promise.all(
    names.sort().map(async (name) => ({ name, text: await readFile(join(logs, project, name), 'utf8') })),
  );
}

/** A reader of logs as the editor is one, without a document. */
async function reader(server: TestServer, id: string, from: LogPosition = { epoch: '', after: 0 }) {
  const socket = new WebSocket(`${server.sync}/${id}`);
  onTestFinished(() => socket.terminate());
  socket.binaryType = 'arraybuffer';
  const lines: RemoteLogLine[] = [];
  const heard = { epoch: '' };
  socket.on('message', (data: ArrayBuffer) => {
    const decoder = decoding.createDecoder(new Uint8Array(data));
    if (decoding.readVarUint(decoder) !== MessageType.logs) return;
    const said = readLogs(decoder);
    heard.epoch = said.epoch;
    lines.push(...said.lines);
  });
  await new Promise((resolve) => socket.once('open', resolve));
  socket.send(encodeLogPosition(from));
  return { socket, lines, heard };
}

it('writes what a game logs into a file with the time, and shows it live', async () => {
  const { logs, server, id, send, batch } = await start();
  const editor = await reader(server, id);
  expect((await send(batch('a', 1, ['hello', 'again']))).status).toBe(204);
  await until(() => editor.lines.length === 2);
  expect(editor.lines[0]).toEqual({
    number: 1,
    at: expect.any(Number),
    from: 'phone 1',
    level: 'info',
    source: 'behavior/hero.lua:3',
    text: 'hello',
  });
  const [file, ...more] = await filesOf(logs, id);
  expect(more).toEqual([]);
  expect(file!.name).toMatch(/^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d\.\d{3}Z-a{21}\.log$/);
  const written = /^(\S+Z)\tinfo\tbehavior\/hero\.lua:3\thello$/m.exec(file!.text);
  expect(new Date(written![1]!).getTime()).toBe(editor.lines[0]!.at);
});

it('dates lines by their age, within a day', async () => {
  const { logs, id, send } = await start();
  const before = Date.now();
  const ages = [60_000, 1e15];
  await send({
    session: sessionOf('a'),
    batch: 1,
    dropped: 0,
    lines: ages.map((age) => ({ ...line, age })),
  });
  const [file] = await filesOf(logs, id);
  const [minute, day] = file!.text.split('\n').map((each) => Date.parse(each.split('\t')[0]!));
  expect(Math.abs(before - 60_000 - minute!)).toBeLessThan(30_000);
  expect(Math.abs(before - 86_400_000 - day!)).toBeLessThan(30_000);
});

it('takes a batch that comes again only once, and says what was lost', async () => {
  const { logs, id, send, batch } = await start();
  await send(batch('a', 1, ['one']));
  expect((await send(batch('a', 1, ['one']))).status).toBe(204);
  await send(batch('a', 2, ['two'], 7));
  const [file] = await filesOf(logs, id);
  const texts = file!.text
    .trim()
    .split('\n')
    .map((each) => each.split('\t').at(-1));
  expect(texts).toEqual(['one', '7 lines were lost here.', 'two']);
});

it('keeps sessions apart that write at once, each in its own file and order', async () => {
  const { logs, server, id, send, batch } = await start();
  const editor = await reader(server, id);
  const sessions = [...'abcdef'];
  for (let number = 1; number <= 5; number++)
    await Promise.all(
      sessions.map((session) =>
        send(batch(session, number, [`${session}${number}x`, `${session}${number}y`])),
      ),
    );
  const files = await filesOf(logs, id);
  expect(files).toHaveLength(6);
  for (const session of sessions) {
    const { text } = files.find(({ name }) => name.includes(sessionOf(session)))!;
    const texts = text.match(/\w\d[xy]$/gm);
    expect(texts).toEqual(
      [1, 2, 3, 4, 5].flatMap((number) => [`${session}${number}x`, `${session}${number}y`]),
    );
  }
  await until(() => editor.lines.length === 60);
  expect(editor.lines.map(({ number }) => number)).toEqual(
    Array.from({ length: 60 }, (_, index) => index + 1),
  );
  expect(new Set(editor.lines.map(({ from }) => from)).size).toBe(6);
});

it('gives a reader who comes back what it missed, and one who comes late what is kept', async () => {
  const { server, id, send, batch } = await start();
  const first = await reader(server, id);
  await send(batch('a', 1, ['one']));
  await until(() => first.lines.length === 1);
  first.socket.close();
  await send(batch('a', 2, ['two']));
  const back = await reader(server, id, { epoch: first.heard.epoch, after: 1 });
  await until(() => back.lines.length === 1);
  expect(back.lines[0]!.text).toBe('two');
  const late = await reader(server, id, { epoch: 'of another run', after: 999 });
  await until(() => late.lines.length === 2);
});

it('says nothing of logs to who did not ask', async () => {
  const { server, id, send, batch } = await start();
  const stock = await synced(stockClient(server.sync, id));
  const errors: unknown[] = [];
  const types: number[] = [];
  stock.ws!.addEventListener('message', ({ data }) =>
    types.push(decoding.readVarUint(decoding.createDecoder(new Uint8Array(data as ArrayBuffer)))),
  );
  stock.on('connection-error', (error) => errors.push(error));
  const editor = await reader(server, id);
  await send(batch('a', 1, ['one']));
  await until(() => editor.lines.length === 1);
  expect(types).not.toContain(MessageType.logs);
  expect(errors).toEqual([]);
});

it.each<[string, unknown, number]>([
  ['no JSON', '{', 400],
  ['a list', [], 400],
  ['a session that climbs', { session: '../../../etc/passwd/..', batch: 1, dropped: 0, lines: [line] }, 400],
  ['a session with a slash', { session: '/'.repeat(21), batch: 1, dropped: 0, lines: [line] }, 400],
  ['a session with NUL', { session: '\0'.repeat(21), batch: 1, dropped: 0, lines: [line] }, 400],
  ['a session that is too long', { session: 'a'.repeat(10_000), batch: 1, dropped: 0, lines: [line] }, 400],
  ['a session that is none', { session: 5, batch: 1, dropped: 0, lines: [line] }, 400],
  ['batch 0', { session: sessionOf('a'), batch: 0, dropped: 0, lines: [line] }, 400],
  ['half a batch', { session: sessionOf('a'), batch: 1.5, dropped: 0, lines: [line] }, 400],
  ['a negative loss', { session: sessionOf('a'), batch: 1, dropped: -1, lines: [line] }, 400],
  ['no lines', { session: sessionOf('a'), batch: 1, dropped: 0, lines: [] }, 400],
  ['too many lines', { session: sessionOf('a'), batch: 1, dropped: 0, lines: Array(201).fill(line) }, 400],
  [
    'an unknown level',
    { session: sessionOf('a'), batch: 1, dropped: 0, lines: [{ ...line, level: 'x' }] },
    400,
  ],
  [
    'a long line',
    { session: sessionOf('a'), batch: 1, dropped: 0, lines: [{ ...line, text: 'x'.repeat(2001) }] },
    400,
  ],
  [
    'a long source',
    { session: sessionOf('a'), batch: 1, dropped: 0, lines: [{ ...line, source: 'x'.repeat(201) }] },
    400,
  ],
  [
    'a line from the future',
    { session: sessionOf('a'), batch: 1, dropped: 0, lines: [{ ...line, age: -1 }] },
    400,
  ],
  ['too many bytes', `"${'x'.repeat(70_000)}"`, 413],
])('refuses %s', async (_name, body, status) => {
  const { logs, id, send } = await start();
  const answer = await send(body);
  expect(answer.status).toBe(status);
  expect(((await answer.json()) as { error: string }).error).toBeTruthy();
  expect(await filesOf(logs, id)).toEqual([]);
});

it('refuses logs of projects that are not there, of other sites, types and methods', async () => {
  const { logs, server, id, send, batch } = await start();
  const body = batch('a', 1, ['x']);
  expect((await send(body, 'z'.repeat(21))).status).toBe(404);
  expect((await send(body, '..%2f..%2fother')).status).toBe(400);
  expect((await send(body, id, { origin: 'http://elsewhere.example' })).status).toBe(403);
  expect((await send(body, id, { origin: 'null' })).status).toBe(403);
  expect((await send(body, id, { 'content-type': 'text/plain' })).status).toBe(415);
  expect((await fetch(`${server.url}/api/projects/${id}/logs`)).status).toBe(405);
  expect(await readdir(logs)).toEqual([]);
});

it('slows down who sends too much, without hurting others', async () => {
  const { send, batch } = await start();
  const much = batch('a', 1, Array(30).fill('x'.repeat(1900)) as string[]);
  let refused: Response | null = null;
  for (let number = 1; number <= 200 && !refused; number++) {
    const answer = await send({ ...much, batch: number });
    if (answer.status === 429) refused = answer;
  }
  expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(0);
  expect((await send(batch('b', 1, ['fine']))).status).toBe(204);
});

it('takes a batch again that it had to put off', async () => {
  let now = 0;
  const remote = new RemoteLogs({ files: null, now: () => now });
  const lines: RemoteLogLine[] = [];
  remote.follow('p', 0, (more) => lines.push(...more));
  const session = sessionOf('a');
  const batchOf = (batch: number) => ({
    session,
    batch,
    dropped: 0,
    lines: [{ ...line, level: 'info' as const, text: `${batch}` }],
  });
  let batch = 1;
  while ((await remote.take('p', batchOf(batch), 'phone', 60_000)).taken) batch++;
  now += 60_000;
  expect(await remote.take('p', batchOf(batch), 'phone', 60_000)).toEqual({ taken: true });
  expect(lines.map(({ text }) => text)).toEqual(Array.from({ length: batch }, (_, index) => `${index + 1}`));
});

it('takes a batch again whose writing failed', async () => {
  const path = await folder();
  // A file where the folder of the project would be.
  await writeFile(join(path, 'p'), '');
  const remote = new RemoteLogs({ files: new LogFiles(path) });
  const lines: RemoteLogLine[] = [];
  remote.follow('p', 0, (more) => lines.push(...more));
  const batch = {
    session: sessionOf('a'),
    batch: 1,
    dropped: 0,
    lines: [{ ...line, level: 'info' as const }],
  };
  await expect(remote.take('p', batch, 'phone', 100)).rejects.toThrow();
  expect(lines).toEqual([]);
  await rm(join(path, 'p'));
  expect(await remote.take('p', batch, 'phone', 100)).toEqual({ taken: true });
  expect(lines).toHaveLength(1);
});

it('removes the logs with their project', async () => {
  const { logs, server, id, send, batch } = await start();
  await send(batch('a', 1, ['x']));
  await fetch(`${server.url}/api/projects/${id}`, { method: 'DELETE' });
  expect(await readdir(logs)).toEqual([]);
});

it('limits what the files of a project take together, oldest first', async () => {
  const path = await folder();
  let time = Date.UTC(2026, 0, 1);
  const limits = { file: 1000, project: 5000, files: 50 };
  const files = new LogFiles(path, () => new Date((time += 1000)), limits);
  for (let index = 0; index < 100; index++)
    await files.append(
      'p',
      sessionOf(index % 2 ? 'a' : 'b'),
      `${String(index).padStart(3, '0')}${'.'.repeat(196)}\n`,
    );
  const kept = await filesOf(path, 'p');
  const sizes = await Promise.all(kept.map(async ({ name }) => (await stat(join(path, 'p', name))).size));
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(5250);
  expect(Math.max(...sizes)).toBeLessThanOrEqual(1000);
  const numbers = kept.flatMap(({ text }) => [...text.matchAll(/^\d+/gm)].map(([number]) => Number(number)));
  expect(Math.max(...numbers)).toBe(99);
  expect(Math.min(...numbers)).toBeGreaterThan(70);
});

it('limits how many files a project has', async () => {
  const path = await folder();
  let time = 0;
  const files = new LogFiles(path, () => new Date((time += 1000)), { file: 1000, project: 1e6, files: 5 });
  await mkdir(join(path, 'p'));
  await writeFile(join(path, 'p', 'notes.txt'), 'not a log');
  for (const session of 'abcdefghij') await files.append('p', sessionOf(session), 'x\n');
  const names = (await readdir(join(path, 'p'))).sort();
  expect(names.filter((name) => name.endsWith('.log')).map((name) => name.at(-5))).toEqual([...'fghij']);
  expect(names).toContain('notes.txt');
});

it('writes text that cannot forge a line, steer a terminal or turn a page around', () => {
  expect(oneLine('a\nb\tc\\n\u001b[2J\u202e\u2028\u0085')).toBe(
    'a\\nb\\tc\\\\n\\u001b[2J\\u202e\\u2028\\u0085',
  );
  expect(readable('a\r\nb\tc\u001b[2J\u202e\ud800')).toBe('a\nb\tc\\u001b[2J\\u202e\\ud800');
  expect(readable('Grüße 🌙 日本')).toBe('Grüße 🌙 日本');
});

it('knows kinds of devices', () => {
  expect(deviceOf(phone)).toBe('phone');
  expect(deviceOf('Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Mobile/15E148')).toBe('phone');
  expect(deviceOf('Mozilla/5.0 (iPad; CPU OS 16_0 like Mac OS X) Mobile/15E148')).toBe('tablet');
  expect(deviceOf('Mozilla/5.0 (Linux; Android 14; SM-X910) Chrome/130 Safari/537.36')).toBe('tablet');
  expect(deviceOf('Mozilla/5.0 (X11; Linux x86_64) Chrome/130')).toBe('computer');
  expect(deviceOf('')).toBe('computer');
});

it('lets a burst through and then so much a second', () => {
  let now = 0;
  const bucket = new TokenBucket(10, 5, () => now);
  expect(bucket.take(10)).toBe(0);
  expect(bucket.take(5)).toBe(1);
  now = 1000;
  expect(bucket.take(5)).toBe(0);
  now = 1_000_000;
  expect(bucket.take(11)).toBeGreaterThan(0);
  expect(bucket.take(10)).toBe(0);
});
