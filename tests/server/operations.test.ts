import { once } from 'node:events';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { encodeBarrier, MessageType } from '../../src/lib/net/wire.ts';
import { MemoryUpdateLog } from '../../src/lib/server/memory-update-log.ts';
import { Metrics } from '../../src/lib/server/metrics.ts';
import { serve } from '../../src/lib/server/serve.ts';
import { readSettings } from '../../src/lib/server/settings.ts';
import { askForAll, rawClient, someUpdate, updateAs } from './raw-client.ts';
import { startServer, stockClient, synced, until } from './test-server.ts';

const metrics = async (url: string) => (await fetch(`${url}/metrics`)).text();

it('counts what goes on, in the format of Prometheus', async () => {
  const server = await startServer();
  const project = await server.newProject();
  const client = await rawClient(server.sync, project);
  await client.send(askForAll(), updateAs('update', someUpdate()));
  const answer = await fetch(`${server.url}/metrics`);
  expect(answer.headers.get('content-type')).toContain('text/plain; version=0.0.4');
  const text = await answer.text();
  expect(text).toMatch(/^perigee_rooms 1$/m);
  expect(text).toMatch(/^perigee_connections 1$/m);
  expect(text).toMatch(/^perigee_frames_total\{direction="in"\} 3$/m);
  expect(text).toMatch(/^perigee_acknowledgement_seconds_bucket\{le="\+Inf"\} 1$/m);
  expect(text).toMatch(/^perigee_acknowledgement_seconds_count 1$/m);
  for (const name of ['perigee_compaction_seconds', 'perigee_tick_seconds'])
    expect(text).toContain(`# TYPE ${name} histogram`);
  for (const line of text.trimEnd().split('\n'))
    expect(line).toMatch(/^(# (HELP|TYPE) [a-z_]+ .+|[a-z_]+(\{[a-z]+="[^"]*"\})? [0-9.e+-]+)$/);

  client.socket.send(new Uint8Array([77]));
  await client.closed;
  await until(async () => /^perigee_connections 0$/m.test(await metrics(server.url)));
  expect(await metrics(server.url)).toContain('perigee_refused_total{why="malformed"} 1');
});

it('writes one line of JSON for whoever comes and goes, and for what goes wrong, without any key', async () => {
  const lines: Record<string, unknown>[] = [];
  const logger = pino({ level: 'info' }, { write: (line: string) => void lines.push(JSON.parse(line)) });
  const log = new MemoryUpdateLog();
  const server = await startServer({ logger, log });
  const project = await server.newProject();
  const client = await rawClient(server.sync, project);
  await client.send();
  client.socket.close(4000);
  await until(() => lines.length === 2);
  const short = `${project.slice(0, 4)}…`;
  expect(lines).toMatchObject([
    { msg: 'came in', project: short, role: 'owner', people: 1 },
    { msg: 'left', project: short, role: 'owner', people: 0, code: 4000, seconds: 0 },
  ]);
  log.find = () => Promise.reject(new Error('a bad sector'));
  expect((await fetch(`${server.url}/api/projects/${project}`)).status).toBe(500);
  expect(lines[2]).toMatchObject({
    msg: 'request failed',
    path: `/api/projects/${short}`,
    err: { message: 'a bad sector' },
  });
  expect(JSON.stringify(lines)).not.toContain(project);
});

it('has all its metrics in docs/operate.md', async () => {
  const server = await startServer({ metrics: new Metrics({ process: true }) });
  const docs = await readFile('docs/operate.md', 'utf8');
  for (const [, name] of (await metrics(server.url)).matchAll(/^# TYPE (\S+)/gm))
    expect(docs).toContain(`\`${name!}\``);
});

it('shows metrics to programs on this machine, or to whom it is told to', async () => {
  const server = await startServer();
  const passedOn = { headers: { 'x-forwarded-for': '203.0.113.7' } };
  expect((await fetch(`${server.url}/metrics`, passedOn)).status).toBe(404);
  const open = await startServer({ showMetrics: 'all' });
  expect((await fetch(`${open.url}/metrics`, passedOn)).status).toBe(200);
  const closed = await startServer({ showMetrics: 'off' });
  expect((await fetch(`${closed.url}/metrics`)).status).toBe(404);
});

it('says that it is not well while it cannot write, and well again when it can', async () => {
  const server = await startServer();
  const project = await server.newProject();
  const ann = await synced(stockClient(server.sync, project));
  expect(await (await fetch(`${server.url}/healthz`)).json()).toEqual({ status: 'ok' });
  server.log.failure = new Error('no space left on device');
  ann.doc.getText('note').insert(0, 'a');
  await until(async () => (await fetch(`${server.url}/healthz`)).status === 503);
  expect(await (await fetch(`${server.url}/healthz`)).json()).toEqual({
    status: 'failing',
    why: 'the server cannot write to its disk',
  });
  server.log.failure = null;
  await until(async () => (await fetch(`${server.url}/healthz`)).ok);
  expect(await metrics(server.url)).toContain('perigee_errors_total{of="storage"} 1');
});

it('asks everybody for its password, pages, programs and sockets alike', async () => {
  const server = await startServer({ password: 'over the moon: ä' });
  const form = (password: string) => ({
    method: 'POST',
    redirect: 'manual' as const,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ password }),
  });
  expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
  for (const path of [
    '/',
    '/p/aaaaaaaaaaaaaaaaaaaaa',
    '/play/aaaaaaaaaaaaaaaaaaaaa',
    '/samples/index.json',
  ]) {
    const page = await fetch(`${server.url}${path}`);
    expect([page.status, await page.text()]).toEqual([401, expect.stringContaining('asks for a password')]);
  }
  for (const path of ['/api/projects', '/metrics'])
    expect((await fetch(`${server.url}${path}`)).status).toBe(401);
  const basic = `Basic ${Buffer.from('me:over the moon: ä').toString('base64')}`;
  const created = await fetch(`${server.url}/api/projects`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: basic },
    body: '{"name":"Behind the door"}',
  });
  const { id } = (await created.json()) as { id: string };
  const knock = async (headers: Record<string, string>) => {
    const socket = new WebSocket(`${server.sync}/${id}`, { headers });
    onTestFinished(() => socket.terminate());
    const [outcome] = await Promise.race([
      once(socket, 'open').then(() => ['open']),
      once(socket, 'unexpected-response').then(([, response]) => [
        (response as { statusCode: number }).statusCode,
      ]),
    ]);
    return outcome;
  };
  expect(await knock({})).toBe(401);
  expect(await knock({ authorization: basic })).toBe('open');

  const wrong = await fetch(server.url, form('over the sun'));
  expect([wrong.status, await wrong.text()]).toEqual([401, expect.stringContaining('not the password')]);
  const right = await fetch(`${server.url}/p/${id}`, form('over the moon: ä'));
  expect([right.status, right.headers.get('location')]).toEqual([303, `/p/${id}`]);
  const cookie = right.headers.get('set-cookie')!;
  expect(cookie).toMatch(/HttpOnly; SameSite=Lax/);
  const kept = { cookie: cookie.split(';')[0]! };
  expect(await knock(kept)).toBe('open');
  expect((await fetch(`${server.url}/api/projects`, { headers: kept })).status).toBe(200);
  // Another time, or another signature: no key.
  const [name, value] = kept.cookie.split('=') as [string, string];
  for (const forged of [`9${value}`, `${value}x`, value.split('.')[0]!, `${Date.now() + 9e9}.`])
    expect(await knock({ cookie: `${name}=${forged}` })).toBe(401);
  // Guessing comes to an end.
  let status = 0;
  for (let i = 0; i < 40 && status !== 429; i++) ({ status } = await fetch(server.url, form(`guess ${i}`)));
  expect(status).toBe(429);
  // Neither the form nor a program's header tells whoever guesses on that it was right; those who are in stay in.
  expect((await fetch(server.url, form('over the moon: ä'))).status).toBe(429);
  expect((await fetch(`${server.url}/api/projects`, { headers: { authorization: basic } })).status).toBe(429);
  expect((await fetch(`${server.url}/api/projects`, { headers: kept })).status).toBe(200);
});

it('leads nobody to another site from behind the password', async () => {
  const server = await startServer({ password: 'moon' });
  const { port } = new URL(server.url);
  const answer = await new Promise<string>((resolve) => {
    const socket = connect(Number(port), '127.0.0.1', () =>
      socket.end(
        `POST //elsewhere.example/x HTTP/1.1\r\nHost: localhost:${port}\r\nConnection: close\r\n` +
          'Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 13\r\n\r\npassword=moon',
      ),
    );
    let text = '';
    socket.on('data', (bytes) => (text += String(bytes)));
    socket.once('close', () => resolve(text));
  });
  expect(answer).toMatch(/^HTTP\/1.1 303/);
  expect(answer).toMatch(/^location: \/elsewhere.example\/x\r$/m);
});

it('comes back from a back-up, with documents, links and files, as docs/operate.md says', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'perigee-backup-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await mkdir(join(folder, 'app'));
  await writeFile(join(folder, 'app/index.html'), 'app');
  const start = (name: string) =>
    serve({ ...readSettings([], {}), port: 0, dataDir: join(folder, name) }, join(folder, 'app'));
  const sync = (url: string) => `${url.replace('http', 'ws')}/sync`;

  const first = await start('data');
  const created = await fetch(`${first.url}/api/projects`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"name":"Kept"}',
  });
  const { id } = (await created.json()) as { id: string };
  const link = await fetch(`${first.url}/api/projects/${id}/access/viewer`, { method: 'POST' });
  const { token } = (await link.json()) as { token: string };
  const bytes = Buffer.from('a file');
  const path = `assets/${createHash('sha256').update(bytes).digest('hex')}`;
  await fetch(`${first.url}/api/projects/${id}/${path}`, { method: 'PUT', body: bytes });
  const ann = await synced(stockClient(sync(first.url), id));
  let answered = false;
  ann.messageHandlers[MessageType.barrier] = () => (answered = true);
  ann.doc.getText('note').insert(0, 'before the back-up');
  ann.ws!.send(encodeBarrier(1));
  await until(() => answered);
  ann.destroy();
  await first.close();
  await cp(join(folder, 'data'), join(folder, 'backup'), { recursive: true });

  const second = await start('data');
  await fetch(`${second.url}/api/projects/${id}`, { method: 'DELETE' });
  await second.close();
  await rm(join(folder, 'data'), { recursive: true });
  await cp(join(folder, 'backup'), join(folder, 'data'), { recursive: true });

  const third = await start('data');
  onTestFinished(() => third.close());
  const reader = await synced(stockClient(sync(third.url), token));
  expect(reader.doc.getText('note').toString()).toBe('before the back-up');
  expect(await (await fetch(`${third.url}/api/projects/${token}/${path}`)).text()).toBe('a file');
  reader.destroy();
});
