/** What somebody with a raw socket may try: each closes only the offender, and loses nothing of anybody else's. */
import type { Socket } from 'node:net';
import { expect, it } from 'vitest';
import type { Limits } from '../../src/lib/server/limits.ts';
import { CloseCode, MessageType } from '../../src/lib/net/wire.ts';
import { askForAll, presence, rawClient, someUpdate, updateAs, type RawClient } from './raw-client.ts';
import { startServer, stockClient, synced, until, type TestServer } from './test-server.ts';

/** The stream below a socket, to write what no library would. */
const streamOf = (client: RawClient) => (client.socket as unknown as { _socket: Socket })._socket;

/** Two people at work, who notice when they are disturbed. */
async function twoPeople(server: TestServer) {
  const project = await server.newProject();
  const [ann, ben] = await Promise.all([1, 2].map(() => synced(stockClient(server.sync, project))));
  let dropped = 0;
  for (const each of [ann!, ben!]) each.on('connection-close', () => dropped++);
  let said = 0;
  const check = async () => {
    const text = `word ${++said};`;
    ann!.doc.getText('note').insert(0, text);
    await until(() => ben!.doc.getText('note').toString().startsWith(text));
    expect(dropped).toBe(0);
  };
  return { project, ann: ann!, ben: ben!, check };
}

interface Threat {
  what: string;
  limits?: Partial<Limits>;
  attack: (client: RawClient) => void;
  code: number;
}

const masked = (...bytes: number[]) => Buffer.from([...bytes, 0, 0, 0, 0]);

const THREATS: Threat[] = [
  {
    what: 'a flood of small frames',
    limits: { framesPerSecond: 20 },
    attack: ({ socket }) => {
      for (let i = 0; i < 400; i++) socket.send(askForAll());
    },
    code: CloseCode.tooMuch,
  },
  {
    what: 'a frame longer than any',
    limits: { frameBytes: 100_000 },
    attack: ({ socket }) => socket.send(new Uint8Array(100_001)),
    code: 1009,
  },
  {
    what: 'a frame that grows in pieces beyond the longest',
    limits: { frameBytes: 100_000 },
    attack: ({ socket }) => {
      for (let i = 0; i < 20; i++) socket.send(new Uint8Array(10_000), { fin: false });
    },
    code: 1009,
  },
  {
    what: 'a frame that announces four gigabytes',
    attack: (client) => streamOf(client).write(Buffer.from([0x82, 0xff, 0, 0, 0, 1, 0, 0, 0, 0, 1, 2, 3, 4])),
    code: 1009,
  },
  {
    what: 'a frame without a mask',
    attack: (client) => streamOf(client).write(Buffer.from([0x82, 1, 0])),
    code: 1002,
  },
  {
    what: 'a frame of a reserved kind',
    attack: (client) => streamOf(client).write(masked(0x83, 0x80)),
    code: 1002,
  },
  { what: 'a compressed frame', attack: (client) => streamOf(client).write(masked(0xc2, 0x80)), code: 1002 },
  { what: 'text', attack: ({ socket }) => socket.send('{}'), code: CloseCode.notBinary },
  {
    what: 'presence of a whole crowd',
    attack: ({ socket }) =>
      socket.send(
        presence(
          ...Array.from({ length: 17 }, (_, i) => [1000 + i, 1, { n: i }] as [number, number, unknown]),
        ),
      ),
    code: CloseCode.malformed,
  },
  {
    what: 'a storm of presence',
    limits: { presenceBytes: 2000 },
    attack: ({ socket }) => {
      for (let i = 1; i < 100; i++) socket.send(presence([9, i, { pad: 'x'.repeat(900) }]));
    },
    code: CloseCode.tooMuch,
  },
  {
    what: 'presence that is a number',
    attack: ({ socket }) => socket.send(presence([9, 1, 5])),
    code: CloseCode.malformed,
  },
  {
    what: 'presence of more people than it has',
    attack: ({ socket }) => socket.send(new Uint8Array([MessageType.awareness, 5, 255, 255, 255, 255, 15])),
    code: CloseCode.malformed,
  },
  {
    what: 'an update of more parts than it has',
    attack: ({ socket }) => socket.send(updateAs('update', new Uint8Array([255, 255, 255, 255, 15, 1, 1]))),
    code: CloseCode.malformed,
  },
  {
    what: 'a message of our own kind from the wrong side',
    attack: ({ socket }) => socket.send(new Uint8Array([MessageType.notice, 0])),
    code: CloseCode.malformed,
  },
  {
    what: 'a refusal from the wrong side',
    attack: ({ socket }) => socket.send(new Uint8Array([MessageType.auth, 0, 1, 65])),
    code: CloseCode.malformed,
  },
];

it.each(THREATS)('is not disturbed by $what', async ({ limits, attack, code }) => {
  const server = await startServer({ limits: limits ?? {} });
  const { project, check } = await twoPeople(server);
  await check();
  const eve = await rawClient(server.sync, project);
  attack(eve);
  expect((await eve.closed).code).toBe(code);
  await check();
});

it('lets nobody speak for somebody else, or say that they have gone', async () => {
  const server = await startServer();
  const { project, ann, ben, check } = await twoPeople(server);
  ann.awareness.setLocalStateField('user', { name: 'Ann' });
  const annSeen = () =>
    ben.awareness.getStates().get(ann.doc.clientID)?.['user'] as { name: string } | undefined;
  await until(() => annSeen()?.name === 'Ann');
  const { clock } = ann.awareness.meta.get(ann.doc.clientID)!;
  const eve = await rawClient(server.sync, project);
  await eve.send(
    presence([ann.doc.clientID, clock + 5, { user: { name: 'Ann?' } }]),
    presence([ann.doc.clientID, clock, null]),
    presence([ann.doc.clientID, clock + 9, null], [4711, 1, { user: { name: 'Eve' } }]),
  );
  // What Eve may say arrives, in the same frame with what she may not.
  await until(() => ben.awareness.getStates().has(4711));
  expect(annSeen()?.name).toBe('Ann');
  eve.socket.close();
  await until(() => !ben.awareness.getStates().has(4711));
  expect(annSeen()?.name).toBe('Ann');
  await check();
});

it('gives a person over to the new connection when the old one is dead', async () => {
  const server = await startServer({ limits: { signOfLifeMs: 50 } });
  const { project, ben } = await twoPeople(server);
  const name = () => ben.awareness.getStates().get(4711)?.['name'];
  const old = await rawClient(server.sync, project);
  await old.send(presence([4711, 1, { name: 'before' }]));
  await until(() => name() === 'before');
  // The network is gone; nobody has said so.
  streamOf(old).pause();
  const again = await rawClient(server.sync, project);
  again.socket.on('message', (data) => {
    if ((data as Buffer)[0] === MessageType.queryAwareness)
      again.socket.send(presence([4711, 3, { name: 'after' }]));
  });
  again.socket.send(presence([4711, 2, { name: 'not yet' }]));
  await until(() => name() === 'after');
});

it('sends away a reader who never reads, and nobody else', async () => {
  const server = await startServer({ limits: { backlogBytes: 200_000 } });
  const { project, ann, check } = await twoPeople(server);
  const sleeper = await rawClient(server.sync, project);
  await sleeper.send(askForAll());
  streamOf(sleeper).pause();
  const text = await (await fetch(`${server.url}/metrics`)).text();
  expect(text).not.toContain('backlog');
  await until(async () => {
    ann.doc.getText('long').insert(0, 'x'.repeat(500_000));
    await check();
    return (await (await fetch(`${server.url}/metrics`)).text()).includes(
      'perigee_refused_total{why="backlog"} 1',
    );
  });
});

it('has room for so many in one project, and turns away the next', async () => {
  const server = await startServer({ limits: { connections: 3 } });
  const { project, check } = await twoPeople(server);
  const third = await rawClient(server.sync, project);
  await third.send();
  expect((await (await rawClient(server.sync, project)).closed).code).toBe(CloseCode.tooMuch);
  third.socket.close();
  await third.closed;
  await until(async () => {
    const next = await rawClient(server.sync, project);
    await next.send();
    return next.socket.readyState === next.socket.OPEN;
  });
  await check();
});

it('gathers presence, so that a hand that shakes is no storm for others', async () => {
  const server = await startServer();
  const { project } = await twoPeople(server);
  const [shaky, other] = await Promise.all([1, 2].map(() => rawClient(server.sync, project)));
  await other!.send(askForAll());
  const before = other!.frames.length;
  await shaky!.send(...Array.from({ length: 300 }, (_, i) => presence([4711, i + 1, { x: i }])));
  const told = () => other!.frames.slice(before).filter(([type]) => type === MessageType.awareness);
  await until(() => told().some((frame) => Buffer.from(frame).includes('{"x":299}')));
  expect(told().length).toBeLessThan(30);
});

it('takes an update whose parts are of the wrong kind, and still opens for everybody', async () => {
  const server = await startServer();
  const { project, check } = await twoPeople(server);
  const { Doc, Array: YArray, encodeStateAsUpdate } = await import('yjs');
  const doc = new Doc();
  doc.getArray('scenes').push([1, 2, 3]);
  doc.getMap('project').set('name', new YArray());
  doc.getText('assets').insert(0, 'no map');
  const eve = await rawClient(server.sync, project);
  await eve.send(updateAs('update', encodeStateAsUpdate(doc)), updateAs('step 2', someUpdate()));
  expect(eve.socket.readyState).toBe(eve.socket.OPEN);
  await check();
  expect((await fetch(`${server.url}/api/projects/${project}`)).status).toBe(200);
  expect([200, 422]).toContain((await fetch(`${server.url}/api/projects/${project}/game`)).status);
});
