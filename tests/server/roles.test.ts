/** Who may do what: role by role, message by message and request by request, with raw frames. */
import { createHash } from 'node:crypto';
import * as decoding from 'lib0/decoding';
import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { readComments } from '../../src/lib/document/comment-keys.ts';
import { putScript } from '../../src/lib/document/edit-project.ts';
import { systemOrigin } from '../../src/lib/document/origin.ts';
import { encodeRemark, readRemarkAnswer, type SaidRemark } from '../../src/lib/net/remark-wire.ts';
import { ROLES, type Role, type RoleLink } from '../../src/lib/net/roles.ts';
import { CloseCode, encodeLogPosition, MessageType } from '../../src/lib/net/wire.ts';
import { askForAll, presence, rawClient, someUpdate, updateAs, type RawClient } from './raw-client.ts';
import { startServer, stockClient, synced, until, type TestServer } from './test-server.ts';

const json = (body: unknown, method = 'POST') => ({
  method,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

/** A project with a link for each role; the owner's is the project's own address. */
async function shared(server: TestServer) {
  const owner = await server.newProject();
  const at = (path: string, address: string = owner) => `${server.url}/api/projects/${address}${path}`;
  const renew = async (role: Role, expires: number | null = null) =>
    (await (await fetch(at(`/access/${role}`), json({ expires }))).json()) as RoleLink;
  const address: Record<Role, string> = {
    owner,
    editor: (await renew('editor')).token,
    viewer: (await renew('viewer')).token,
    player: (await renew('player')).token,
  };
  return { owner, at, renew, address };
}

const noteOf = async (server: TestServer, project: string) =>
  (await synced(stockClient(server.sync, project))).doc.getText('note').toString();

const bytes = Buffer.from('not a picture');
const sha256 = createHash('sha256').update(bytes).digest('hex');

const version = Buffer.from(Y.encodeStateAsUpdateV2(new Y.Doc()));

const REQUESTS: {
  what: string;
  may: readonly Role[];
  ask: (at: (path: string) => string) => Promise<Response>;
}[] = [
  { what: 'reading about the project', may: ['owner', 'editor', 'viewer'], ask: (at) => fetch(at('')) },
  { what: 'reading the game', may: ROLES, ask: (at) => fetch(at('/game')) },
  {
    what: 'reading a file that no game uses',
    may: ['owner', 'editor', 'viewer'],
    ask: (at) => fetch(at(`/assets/${sha256}`)),
  },
  {
    what: 'storing a file',
    may: ['owner', 'editor'],
    ask: (at) => fetch(at(`/assets/${sha256}`), { method: 'PUT', body: bytes }),
  },
  { what: 'listing versions', may: ['owner', 'editor', 'viewer'], ask: (at) => fetch(at('/versions')) },
  {
    what: 'reading a version',
    may: ['owner', 'editor', 'viewer'],
    ask: (at) => fetch(at('/versions/known-------')),
  },
  {
    what: 'keeping a version',
    may: ['owner', 'editor'],
    ask: (at) => fetch(at('/versions/another-----?name=B'), { method: 'PUT', body: version }),
  },
  {
    what: 'naming a version',
    may: ['owner', 'editor'],
    ask: (at) => fetch(at('/versions/known-------'), json({ name: 'C' }, 'PATCH')),
  },
  {
    what: 'deleting a version',
    may: ['owner'],
    ask: (at) => fetch(at('/versions/known-------'), { method: 'DELETE' }),
  },
  { what: 'making a link', may: ['owner'], ask: (at) => fetch(at('/access/viewer'), json({})) },

  {
    what: 'setting the end of a link',
    may: ['owner'],
    ask: (at) => fetch(at('/access/editor'), json({ expires: 4e12 }, 'PATCH')),
  },
  {
    what: 'withdrawing a link',
    may: ['owner'],
    ask: (at) => fetch(at('/access/player'), { method: 'DELETE' }),
  },
  { what: 'deleting the project', may: ['owner'], ask: (at) => fetch(at(''), { method: 'DELETE' }) },
];

it.each(REQUESTS)('allows $what to those who may only', async ({ may, ask }) => {
  const server = await startServer();
  for (const role of ROLES) {
    const { address, at } = await shared(server);
    await fetch(at(`/assets/${sha256}`), { method: 'PUT', body: bytes });
    await fetch(at('/versions/known-------?name=A'), { method: 'PUT', body: version });
    const answer = await ask((path) => at(path, address[role]));
    expect({ role, ok: answer.ok }).toEqual({ role, ok: may.includes(role) });
    if (answer.ok) continue;
    expect([403, 404]).toContain(answer.status);
    expect(((await answer.json()) as { error: string }).error).toMatch(/\.$/);
    // Nothing has changed: all four links still open the project, and it is there.
    expect((await fetch(at(''))).status).toBe(200);
    for (const each of ROLES) expect((await fetch(at('/game', address[each]))).status).toBe(200);
  }
});

it('tells only the owner of links, and nobody the address of the project', async () => {
  const server = await startServer();
  const { owner, at, address } = await shared(server);
  const mine = (await (await fetch(at('/access'))).json()) as { role: Role; links: RoleLink[] };
  expect(mine.role).toBe('owner');
  expect(mine.links.map(({ role, token }) => [role, token])).toEqual(
    ROLES.map((role) => [role, address[role]]),
  );
  for (const role of ['editor', 'viewer', 'player'] as const) {
    const told = await Promise.all(
      ['', '/access', '/game'].map(async (path) => (await fetch(at(path, address[role]))).text()),
    );
    const page = await (await fetch(`${server.url}/play/${address[role]}`)).text();
    expect(page).toContain(address[role]);
    expect([...told, page].join()).not.toContain(owner);
  }
});

const MESSAGES: { what: string; frames: () => Uint8Array[]; writes: boolean }[] = [
  { what: 'asking for the document', frames: () => [askForAll()], writes: false },
  {
    what: 'saying that it has nothing',
    frames: () => [updateAs('step 2', new Uint8Array([0, 0]))],
    writes: false,
  },
  { what: 'asking for logs', frames: () => [encodeLogPosition({ epoch: '', after: 0 })], writes: false },
  {
    what: 'asking who is there',
    frames: () => [new Uint8Array([MessageType.queryAwareness])],
    writes: false,
  },
  { what: 'saying who it is', frames: () => [presence([7, 1, { user: { name: 'Eve' } }])], writes: false },
  { what: 'an update', frames: () => [updateAs('update', someUpdate())], writes: true },
  { what: 'an update as an answer', frames: () => [updateAs('step 2', someUpdate())], writes: true },
];

it.each(MESSAGES)('takes $what from those who may only', async ({ frames, writes }) => {
  const server = await startServer();
  const { address, owner } = await shared(server);
  for (const role of ['viewer', 'editor', 'owner'] as const) {
    const client = await rawClient(server.sync, address[role]);
    await client.send(...frames());
    expect(client.socket.readyState).toBe(client.socket.OPEN);
    expect(client.notice()).toEqual({ role, readOnly: null, play: address.player });
    const refused = writes && role === 'viewer';
    expect(client.types().includes(MessageType.auth)).toBe(refused);
    if (refused) expect(await noteOf(server, owner)).toBe('');
  }
  if (writes) expect(await noteOf(server, owner)).toContain('hello');
  const player = await rawClient(server.sync, address.player);
  expect(await player.closed).toEqual({ code: CloseCode.noAccess, reason: 'this link is for playing only' });
  expect(player.frames).toEqual([]);
});

const remark = (nonce: number, changes: Partial<SaidRemark> = {}) =>
  encodeRemark(nonce, {
    thread: `t${nonce}`,
    by: 'Vera',
    color: '#7c9cff',
    text: `number ${nonce}`,
    pin: { script: 'behavior/a.lua', line: 1 },
    ...changes,
  });

/** What the server said to remarks: `nonce reason`. */
const answers = ({ frames }: RawClient) =>
  frames.flatMap((frame) => {
    const decoder = decoding.createDecoder(frame);
    if (decoding.readVarUint(decoder) !== MessageType.remark) return [];
    const { nonce, refused } = readRemarkAnswer(decoder);
    return [`${nonce} ${refused}`.trim()];
  });

it('writes down what a viewer says, and nothing else of theirs', async () => {
  const server = await startServer();
  const { address, owner } = await shared(server);
  const ann = await synced(stockClient(server.sync, owner));
  putScript(ann.doc, systemOrigin, 'behavior/a.lua', 'one');
  const ben = await synced(stockClient(server.sync, address.editor));
  await until(() => ben.doc.getMap('scripts').size === 1);
  const viewer = await rawClient(server.sync, address.viewer);
  await viewer.send(
    remark(1),
    remark(2, { thread: 't1', reply: 'r', pin: undefined }),
    remark(3, { thread: 't1' }),
    remark(4, { pin: { script: 'behavior/none.lua', line: 1 } }),
  );
  await until(() => answers(viewer).length === 4);
  expect(answers(viewer).sort()).toEqual([
    '1',
    '2',
    '3 there is such a comment already',
    '4 what this is about is not there any more',
  ]);
  await until(() => readComments(ben.doc)?.t1?.replies?.r !== undefined);
  const { t1, ...others } = readComments(ben.doc)!;
  expect([t1!.by, t1!.text, t1!.replies!.r!.text, others]).toEqual(['Vera', 'number 1', 'number 2', {}]);
  expect(Math.abs(t1!.time - Date.now())).toBeLessThan(60_000);

  // More than anybody has to say at once is not taken.
  await viewer.send(...Array.from({ length: 12 }, (_, at) => remark(10 + at)));
  await until(() => answers(viewer).length === 16);
  expect(answers(viewer).filter((each) => each.includes('try again in'))).toHaveLength(6);

  const stranger = await rawClient(server.sync, address.viewer);
  stranger.socket.send(new Uint8Array([MessageType.remark, 1, 2, 123, 123]));
  expect((await stranger.closed).code).toBe(CloseCode.malformed);
  const player = await rawClient(server.sync, address.player);
  player.socket.send(remark(99));
  expect((await player.closed).code).toBe(CloseCode.noAccess);
  expect(readComments(ben.doc)!.t99).toBeUndefined();
});

it('lets a viewer see what others do, and keeps what a stubborn one does to itself', async () => {
  const server = await startServer();
  const { address, owner } = await shared(server);
  const ann = await synced(stockClient(server.sync, owner));
  const viewer = await synced(stockClient(server.sync, address.viewer));
  viewer.doc.getText('note').insert(0, 'mine ');
  ann.doc.getText('note').insert(0, 'ours ');
  await until(() => viewer.doc.getText('note').toString().includes('ours'));
  viewer.disconnect();
  viewer.connect();
  await synced(viewer);
  expect(await noteOf(server, owner)).toBe('ours ');

  const flood = await rawClient(server.sync, address.viewer);
  for (let i = 0; i < 201; i++) flood.socket.send(updateAs('update', someUpdate()));
  expect((await flood.closed).code).toBe(CloseCode.noAccess);
  expect(await noteOf(server, owner)).toBe('ours ');
});

it.each(['editor', 'viewer'] as const)(
  'sends out whoever is in by the link of an %s at once',
  async (role) => {
    const server = await startServer();
    const { address, owner, at, renew } = await shared(server);
    const ann = await synced(stockClient(server.sync, owner));
    let dropped = 0;
    ann.on('connection-close', () => dropped++);
    const client = await rawClient(server.sync, address[role]);
    await client.send(askForAll());
    const { token } = await renew(role);
    expect(await client.closed).toEqual({ code: CloseCode.noAccess, reason: 'this link was withdrawn' });
    // What is sent after the end is not taken, whether or not the other side has noticed.
    const old = await rawClient(server.sync, address[role]);
    old.socket.send(updateAs('update', someUpdate('late')));
    expect((await old.closed).code).toBe(CloseCode.noSuchProject);
    expect((await fetch(at('', address[role]))).status).toBe(404);

    const again = await rawClient(server.sync, token);
    await again.send(askForAll());
    await fetch(at(`/access/${role}`), { method: 'DELETE' });
    expect((await again.closed).code).toBe(CloseCode.noAccess);
    expect(dropped).toBe(0);
    expect(await noteOf(server, owner)).toBe('');
  },
);

it('ends a link when its time has come, also for those who are in', async () => {
  const server = await startServer();
  const { address, at, renew } = await shared(server);
  const { token } = await renew('editor', Date.now() + 150);
  const client = await rawClient(server.sync, token);
  expect(await client.closed).toEqual({ code: CloseCode.expired, reason: 'this link has expired' });
  expect((await (await rawClient(server.sync, token)).closed).code).toBe(CloseCode.expired);
  const answer = await fetch(at('', token));
  expect([answer.status, ((await answer.json()) as { error: string }).error]).toEqual([
    410,
    'This link has expired. Ask the owner of the project for another one.',
  ]);
  expect((await fetch(`${server.url}/play/${token}`)).status).toBe(404);

  // An end that is set while somebody is in holds for them, too: they are told to come again.
  const viewer = await rawClient(server.sync, address.viewer);
  await viewer.send();
  await fetch(at('/access/viewer'), json({ expires: 1 }, 'PATCH'));
  expect((await viewer.closed).code).toBe(CloseCode.tryAgain);
  expect((await (await rawClient(server.sync, address.viewer)).closed).code).toBe(CloseCode.expired);
});

it('gives the owner a new address, under which the project is listed, and keeps the old one from working', async () => {
  const server = await startServer();
  const { owner, at, renew, address } = await shared(server);
  await synced(stockClient(server.sync, owner)).then(({ doc }) => doc.getText('note').insert(0, 'kept'));
  await until(async () => (await noteOf(server, owner)) === 'kept');
  const { token } = await renew('owner');
  expect((await fetch(at(''))).status).toBe(404);
  expect((await (await rawClient(server.sync, owner)).closed).code).toBe(CloseCode.noSuchProject);
  expect(await noteOf(server, token)).toBe('kept');
  expect(await noteOf(server, address.viewer)).toBe('kept');
  const { projects } = (await (await fetch(`${server.url}/api/projects`)).json()) as {
    projects: { id: string }[];
  };
  expect(projects.map(({ id }) => id)).toEqual([token]);
  expect((await fetch(at('/access/owner', token), { method: 'DELETE' })).status).toBe(400);
  expect((await fetch(at('/access/owner', token), json({ expires: 5 }, 'PATCH'))).status).toBe(400);
  expect((await fetch(at('', token), { method: 'DELETE' })).status).toBe(204);
  for (const each of [token, ...Object.values(address)]) expect((await fetch(at('', each))).status).toBe(404);
});

it('opens no other project by a link, and none by what only looks like one', async () => {
  const server = await startServer();
  const [one, other] = [await shared(server), await shared(server)];
  await rawClient(server.sync, other.address.editor).then((client) =>
    client.send(updateAs('update', someUpdate())),
  );
  expect(await noteOf(server, one.owner)).toBe('');
  for (const text of [
    `${one.owner.slice(0, 20)}${one.owner.endsWith('a') ? 'b' : 'a'}`,
    `${one.address.viewer}%2f..%2f${one.owner}`,
    `..%2f${one.owner}`,
    `${one.owner}%00`,
    '\u{1F511}'.repeat(5),
    'x'.repeat(10_000),
  ]) {
    const client = await rawClient(server.sync, encodeURI(text)).catch(() => null);
    if (client) expect((await client.closed).code).toBe(CloseCode.noSuchProject);
    const answer = await fetch(`${server.url}/api/projects/${encodeURIComponent(text)}/game`);
    expect([400, 404]).toContain(answer.status);
  }
});
