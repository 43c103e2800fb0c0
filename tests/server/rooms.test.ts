import { once } from 'node:events';
import { expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import { encodeBarrier, MessageType, readNotice } from '../../src/lib/net/wire.ts';
import { startServer, stockClient, synced, until, type TestServer } from './test-server.ts';

const note = (doc: Y.Doc) => doc.getText('note');

/** A bare socket in a project, with everything it receives. */
async function rawClient(server: TestServer, project: string) {
  const socket = new WebSocket(`${server.sync}/${project}`);
  const frames: Uint8Array[] = [];
  socket.on('message', (data) => frames.push(new Uint8Array(data as Buffer)));
  const closed = once(socket, 'close').then(([code]) => code as number);
  await once(socket, 'open');
  onTestFinished(() => socket.terminate());
  return { socket, frames, closed };
}

it('brings two stock clients to the same document, and to each other', async () => {
  const server = await startServer();
  const project = await server.newProject();
  const [ann, ben] = await Promise.all([1, 2].map(() => synced(stockClient(server.sync, project))));
  note(ann!.doc).insert(0, 'hello');
  ben!.awareness.setLocalStateField('user', { name: 'Ben' });
  await until(() => note(ben!.doc).toString() === 'hello');
  await until(() => [...ann!.awareness.getStates().values()].some((state) => state['user']?.name === 'Ben'));
  ben!.destroy();
  await until(() => ann!.awareness.getStates().size === 1);
});

it('gives a late client everything, after all others have left', async () => {
  const server = await startServer();
  const project = await server.newProject();
  const ann = await synced(stockClient(server.sync, project));
  note(ann.doc).insert(0, 'still here');
  ann.destroy();
  const ben = stockClient(server.sync, project);
  await until(() => note(ben.doc).toString() === 'still here');
  expect(ben.doc.getMap('project').get('name')).toBe('Test');
});

it('sends a stock client nothing that it does not know', async () => {
  const server = await startServer();
  const project = await server.newProject();
  const ann = await synced(stockClient(server.sync, project));
  const types = new Set<number>();
  ann.ws!.addEventListener('message', (event) => types.add(new Uint8Array(event.data as ArrayBuffer)[0]!));
  server.log.failure = new Error('disk full');
  note(ann.doc).insert(0, 'x');
  ann.awareness.setLocalStateField('x', 1);
  await until(() => types.size > 0);
  expect([...types].every((type) => type <= MessageType.queryAwareness)).toBe(true);
});

it('answers a barrier only after what was sent before it is durable', async () => {
  const server = await startServer();
  const project = await server.newProject();
  const ann = await synced(stockClient(server.sync, project));
  const ben = await synced(stockClient(server.sync, project));
  const pending: (() => void)[] = [];
  const append = server.log.append.bind(server.log);
  server.log.append = async (room, update) => {
    await new Promise<void>((resolve) => pending.push(resolve));
    await append(room, update);
  };
  let answered = 0;
  ann.messageHandlers[MessageType.barrier] = () => answered++;
  note(ann.doc).insert(0, 'a');
  ann.ws!.send(encodeBarrier(1));
  // Others see it at once, before it is durable.
  await until(() => note(ben.doc).toString() === 'a');
  expect(answered).toBe(0);
  await until(() => pending.length > 0);
  for (const go of pending) go();
  await until(() => answered === 1);
});

it('goes read-only when storage fails, says so, and asks again for what it ignored', async () => {
  const server = await startServer();
  const project = await server.newProject();
  const ann = await synced(stockClient(server.sync, project));
  const notices: string[] = [];
  let answered = 0;
  ann.messageHandlers[MessageType.barrier] = () => answered++;
  ann.messageHandlers[MessageType.notice] = (_encoder, decoder) => {
    const { readOnly } = readNotice(decoder);
    notices.push(readOnly ?? '');
  };
  ann.ws!.send(encodeBarrier(1));
  await until(() => answered === 1);
  // The first one says what this client may do.
  expect(notices.splice(0)).toEqual(['']);

  server.log.failure = new Error('no space left on device');
  note(ann.doc).insert(0, 'a');
  ann.ws!.send(encodeBarrier(2));
  await until(() => notices.length === 1);
  expect(notices[0]).toContain('cannot write');
  note(ann.doc).insert(1, 'b');
  expect(answered).toBe(1);

  server.log.failure = null;
  await until(() => notices.length === 2);
  expect(notices[1]).toBe('');
  ann.ws!.send(encodeBarrier(3));
  await until(() => answered === 2);
  const doc = new Y.Doc();
  for (const { kind, bytes } of await server.log.load(project)) {
    if (kind === 'snapshot') Y.applyUpdateV2(doc, bytes);
    else Y.applyUpdate(doc, bytes);
  }
  expect(note(doc).toString()).toBe('ab');
});

const sync = (...rest: number[]) => new Uint8Array([MessageType.sync, ...rest]);
it.each([
  ['nothing', new Uint8Array()],
  ['an unknown type', new Uint8Array([77])],
  ['an unknown sync message', sync(9)],
  ['the six bytes that end other servers', sync(2, 255, 255, 255, 255)],
  ['an update cut short', sync(2, 3, 1, 1, 200)],
  ['a sync step with nonsense', sync(0, 4, 255, 255, 255, 255)],
  ['presence that is no JSON', new Uint8Array([MessageType.awareness, 6, 1, 5, 1, 2, 123, 123])],
  ['a barrier without a number', new Uint8Array([MessageType.barrier])],
])('closes only the socket that sends %s', async (_name, frame) => {
  const server = await startServer();
  const project = await server.newProject();
  const ann = await synced(stockClient(server.sync, project));
  const ben = await synced(stockClient(server.sync, project));
  let dropped = 0;
  ann.on('connection-close', () => dropped++);
  const stranger = await rawClient(server, project);
  stranger.socket.send(frame);
  expect(await stranger.closed).toBe(1007);
  note(ann.doc).insert(0, 'fine');
  await until(() => note(ben.doc).toString() === 'fine');
  expect(dropped).toBe(0);
});

it('closes a socket that sends text, or a frame that is too long', async () => {
  const server = await startServer();
  const project = await server.newProject();
  const texter = await rawClient(server, project);
  texter.socket.send('hello');
  expect(await texter.closed).toBe(1003);
  const flooder = await rawClient(server, project);
  flooder.socket.send(new Uint8Array(33 * 1024 * 1024));
  expect(await flooder.closed).toBe(1009);
  expect((await fetch(`${server.url}/healthz`)).ok).toBe(true);
});

it('keeps an update that waits for something missing', async () => {
  const server = await startServer();
  const project = await server.newProject();
  const source = new Y.Doc();
  const updates: Uint8Array[] = [];
  source.on('update', (update) => updates.push(update));
  note(source).insert(0, 'a');
  note(source).insert(1, 'b');
  const ann = await synced(stockClient(server.sync, project));
  let answered = 0;
  ann.messageHandlers[MessageType.barrier] = () => answered++;
  ann.ws!.send(new Uint8Array([0, 2, updates[1]!.length, ...updates[1]!]));
  ann.ws!.send(encodeBarrier(1));
  await until(() => answered === 1);
  const doc = new Y.Doc();
  for (const { bytes } of await server.log.load(project)) Y.applyUpdate(doc, bytes);
  Y.applyUpdate(doc, updates[0]!);
  expect(note(doc).toString()).toBe('ab');
});

it('makes one snapshot of many updates', async () => {
  const server = await startServer();
  const project = await server.newProject();
  const ann = await synced(stockClient(server.sync, project));
  for (let i = 0; i < 1200; i++) note(ann.doc).insert(i, 'x');
  await until(async () => {
    const entries = await server.log.load(project);
    return entries[0]?.kind === 'snapshot' && entries.length < 501;
  });
  const ben = stockClient(server.sync, project);
  await until(() => note(ben.doc).length === 1200);
});

it('keeps the presence of somebody who came back before the old socket had ended', async () => {
  const server = await startServer();
  const project = await server.newProject();
  const ann = await synced(stockClient(server.sync, project));
  const ben = await synced(stockClient(server.sync, project));
  const seen = () => [...ann.awareness.getStates().keys()].includes(ben.doc.clientID);
  const old = await rawClient(server, project);
  ben.awareness.setLocalStateField('n', 1);
  await until(seen);
  // The old socket speaks for Ben first, then Ben does so himself.
  const { encodeAwarenessUpdate } = await import('y-protocols/awareness');
  const clock = ben.awareness.meta.get(ben.doc.clientID)!.clock + 1;
  ben.awareness.meta.set(ben.doc.clientID, { clock, lastUpdated: 0 });
  const update = encodeAwarenessUpdate(ben.awareness, [ben.doc.clientID]);
  old.socket.send(new Uint8Array([MessageType.awareness, update.length, ...update]));
  ben.awareness.setLocalStateField('n', 2);
  await until(() => ann.awareness.getStates().get(ben.doc.clientID)?.['n'] === 2);
  const gone: number[] = [];
  ann.awareness.on('change', (change: { removed: number[] }) => gone.push(...change.removed));
  old.socket.terminate();
  note(ben.doc).insert(0, 'x');
  await until(() => note(ann.doc).length === 1);
  expect(gone).toEqual([]);
});

it.each([
  ['an empty one', ''],
  ['a short one', 'short'],
  ['a path', '..%2f..%2fetc%2fpasswd'],
  ['a NUL', `${'a'.repeat(20)}%00`],
  ['one in Unicode', '%F0%9F%9A%80'],
  ['10 kB', 'x'.repeat(10_000)],
  ['a well-formed one that nobody made', 'a'.repeat(21)],
])('turns away an address that is no project: %s', async (_name, address) => {
  const server = await startServer();
  const socket = new WebSocket(`${server.sync}/${address}`);
  const [code] = (await once(socket, 'close')) as [number];
  expect(code).toBe(4404);
});

it('lets in pages of its own only', async () => {
  const server = await startServer();
  const project = await server.newProject();
  const open = async (headers: Record<string, string>) => {
    const socket = new WebSocket(`${server.sync}/${project}`, { headers });
    return new Promise<string>((resolve) => {
      socket.once('open', () => resolve('open'));
      socket.once('error', (error) => resolve(error.message));
    }).finally(() => socket.terminate());
  };
  expect(await open({})).toBe('open');
  expect(await open({ origin: server.url })).toBe('open');
  expect(await open({ origin: 'http://elsewhere.example' })).toContain('403');
  expect(await open({ origin: 'null' })).toContain('403');
  expect(await open({ host: 'rebound.example', origin: 'http://rebound.example' })).toContain('403');
});

it('sends everybody away for good when the project is deleted', async () => {
  const server = await startServer();
  const project = await server.newProject();
  const { closed } = await rawClient(server, project);
  const answer = await fetch(`${server.url}/api/projects/${project}`, { method: 'DELETE' });
  expect(answer.status).toBe(204);
  expect(await closed).toBe(4404);
  expect(await server.log.list()).toEqual([]);
});

it('says "try again" when it stops, after everything is durable', async () => {
  const server = await startServer();
  const project = await server.newProject();
  const ann = await synced(stockClient(server.sync, project));
  const { closed, frames } = await rawClient(server, project);
  note(ann.doc).insert(0, 'last words');
  await until(() => frames.some((frame) => Buffer.from(frame).includes('last words')));
  await server.close();
  expect(await closed).toBe(1012);
  expect(
    (await server.log.load(project)).some(({ bytes }) => Buffer.from(bytes).includes('last words')),
  ).toBe(true);
});
