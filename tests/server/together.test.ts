import { once } from 'node:events';
import { describe, expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { putScript, setSettings } from '../../src/lib/document/edit-project.ts';
import { userOrigin } from '../../src/lib/document/origin.ts';
import {
  decodeFromServer,
  encodeFromPlayer,
  PLAY_VERSION,
  type FromServer,
} from '../../src/lib/net/play/messages.ts';
import { SnapshotTrack } from '../../src/lib/net/play/interpolation.ts';
import {
  CloseCode,
  encodeLogPosition,
  MessageType,
  readLogs,
  SESSION_PATH,
  type RemoteLogLine,
} from '../../src/lib/net/wire.ts';
import type { Limits } from '../../src/lib/server/limits.ts';
import { startServer, stockClient, synced, until, type TestServer } from './test-server.ts';

/** Somebody at the door of a game, who may send whatever they like. */
async function guest(server: TestServer, address: string) {
  const socket = new WebSocket(`${server.sync.replace(/\/sync$/, '')}${SESSION_PATH}/${address}`);
  const told: FromServer[] = [];
  const track = new SnapshotTrack();
  socket.on('error', () => {});
  socket.on('message', (data) => {
    const message = decodeFromServer(new Uint8Array(data as Buffer), (_, tick) => track.find(tick));
    if (message.kind === 'frame') track.add(message.frame.snapshot);
    told.push(message);
  });
  const closed = once(socket, 'close').then(([code]) => code as number);
  await once(socket, 'open');
  onTestFinished(() => socket.terminate());
  const hello = (key = '') =>
    socket.send(
      encodeFromPlayer({ kind: 'hello', hello: { version: PLAY_VERSION, name: 'Ada', key, watches: false } }),
    );
  const heard = <K extends FromServer['kind']>(kind: K) =>
    told.findLast((message): message is Extract<FromServer, { kind: K }> => message.kind === kind);
  return { socket, told, closed, hello, heard };
}

async function sampleGame(
  limits: Partial<Limits> = {},
): Promise<{ server: TestServer; owner: string; player: string }> {
  const server = await startServer({ limits });
  const answer = await fetch(`${server.url}/api/projects`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ sample: 'moon-hopper' }),
  });
  const { id } = (await answer.json()) as { id: string };
  const access = await fetch(`${server.url}/api/projects/${id}/access`);
  const { links } = (await access.json()) as { links: { role: string; token: string }[] };
  return { server, owner: id, player: links.find(({ role }) => role === 'player')!.token };
}

describe('the door of a game that several play', () => {
  it('lets in who has a link; only who edits the project is host; and a link that is withdrawn ends at once', async () => {
    const { server, owner, player } = await sampleGame();
    const host = await guest(server, owner);
    host.hello();
    await until(() => host.heard('welcome') !== undefined);
    expect(host.heard('welcome')!.welcome).toMatchObject({ seat: 1, host: true });
    const ben = await guest(server, player);
    ben.hello();
    await until(() => ben.heard('frame') !== undefined);
    expect(ben.heard('welcome')!.welcome).toMatchObject({ seat: 2, host: false });
    ben.socket.send(encodeFromPlayer({ kind: 'ask', ask: { kind: 'pause' } }));
    host.socket.send(encodeFromPlayer({ kind: 'ask', ask: { kind: 'speed', factor: 0.5 } }));
    await until(() => ben.heard('state')?.state.speed === 0.5);
    expect(ben.heard('state')!.state.paused).toBe(false);
    await fetch(`${server.url}/api/projects/${owner}/access/player`, { method: 'DELETE' });
    expect(await ben.closed).toBe(CloseCode.noAccess);
    await until(() => host.heard('state')?.state.players[1]?.here === false);
    expect(await (await guest(server, 'x'.repeat(21))).closed).toBe(CloseCode.noSuchProject);
  });

  it('sends out who floods it, writes text, sends what is no message or more than anybody holds; the others play on', async () => {
    const { server, owner, player } = await sampleGame();
    const ada = await guest(server, owner);
    ada.hello();
    const flood = await guest(server, player);
    flood.hello();
    const nothing = encodeFromPlayer({ kind: 'ping', nonce: 1 });
    for (let i = 0; i < 2000; i++) flood.socket.send(nothing);
    expect(await flood.closed).toBe(CloseCode.tooMuch);
    const text = await guest(server, player);
    text.socket.send('hello');
    expect(await text.closed).toBe(CloseCode.notBinary);
    const odd = await guest(server, player);
    odd.socket.send(new Uint8Array([77, 1, 2]));
    expect(await odd.closed).toBe(CloseCode.malformed);
    const long = await guest(server, player);
    long.socket.send(new Uint8Array(5000));
    expect(await long.closed).toBe(1009);
    const before = ada.told.length;
    await until(() => ada.told.length > before + 5);
    expect(ada.socket.readyState).toBe(WebSocket.OPEN);
  });

  it('tells whoever has the project open what the game on the server logs', async () => {
    const { server, owner, player } = await sampleGame();
    const editor = await synced(stockClient(server.sync, owner));
    const lines: RemoteLogLine[] = [];
    editor.messageHandlers[MessageType.logs] = (_encoder, decoder) =>
      void lines.push(...readLogs(decoder).lines);
    editor.ws!.send(encodeLogPosition({ epoch: '', after: 0 }));
    const ada = await guest(server, player);
    ada.hello();
    await until(() => ada.heard('frame') !== undefined);
    const script = 'local coin = {}\nfunction coin.on_update(e)\n  ams.log("shiny")\nend\nreturn coin\n';
    putScript(editor.doc, userOrigin(), 'behavior/coin.lua', script);
    await until(() => lines.some(({ text }) => text === 'shiny'));
    expect(lines.find(({ text }) => text === 'shiny')).toMatchObject({
      from: 'game 1',
      level: 'info',
      source: expect.stringMatching(/^behavior\/coin\.lua(:3)?$/) as string,
    });
  });

  it('begins no more games than the server is set to run; those that run go on', async () => {
    const { server, player } = await sampleGame({ games: 1 });
    const ada = await guest(server, player);
    ada.hello();
    await until(() => ada.heard('welcome') !== undefined);
    const another = await guest(server, await server.newProject());
    expect(await another.closed).toBe(CloseCode.full);
    const ben = await guest(server, player);
    ben.hello();
    await until(() => ben.heard('welcome') !== undefined);
  });

  it('follows the document: an edit reaches who plays while nobody is reset', async () => {
    const { server, owner, player } = await sampleGame();
    const ben = await guest(server, player);
    ben.hello();
    await until(() => ben.heard('frame') !== undefined);
    const { doc } = await synced(stockClient(server.sync, owner));
    setSettings(doc, userOrigin(), { background: '#123456' });
    await until(() =>
      ben.told.some((message) => message.kind === 'frame' && message.frame.news.includes('#123456')),
    );
    expect(
      new Set(ben.told.flatMap((message) => (message.kind === 'frame' ? [message.frame.era] : []))).size,
    ).toBe(1);
  });
});
