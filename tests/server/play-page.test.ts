import { expect, it } from 'vitest';
import { gameFromJson } from '../../src/lib/schema/game-json.ts';
import { setProjectName } from '../../src/lib/document/edit-project.ts';
import { userOrigin } from '../../src/lib/document/origin.ts';
import { deleteScene } from '../../src/lib/document/edit-project.ts';
import { MemoryUpdateLog } from '../../src/lib/server/memory-update-log.ts';
import { startServer, stockClient, synced, until, type TestServer } from './test-server.ts';

const fromSample = async (server: TestServer): Promise<string> => {
  const answer = await fetch(`${server.url}/api/projects`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"sample":"moon-hopper"}',
  });
  return ((await answer.json()) as { id: string }).id;
};

it('gives the game of a project, its pictures by their hash', async () => {
  const server = await startServer();
  const id = await fromSample(server);
  const answer = await fetch(`${server.url}/api/projects/${id}/game`);
  expect(answer.headers.get('content-type')).toContain('application/json');
  expect(answer.headers.get('cache-control')).toBe('no-store');
  const game = gameFromJson(await answer.text());
  expect(game.project.name).toBe('Moon Hopper');
  expect(game.project.scenes[game.scene]).toBeDefined();
  const pictures = Object.values(game.assets);
  expect(pictures.length).toBeGreaterThan(0);
  for (const path of pictures) expect((await fetch(server.url + path)).status).toBe(200);
});

it('gives the document as it is now, while others edit it', async () => {
  const server = await startServer();
  const id = await fromSample(server);
  const client = await synced(stockClient(server.sync, id));
  setProjectName(client.doc, userOrigin(), 'Renamed </title>');
  await until(async () =>
    (await (await fetch(`${server.url}/api/projects/${id}/game`)).text()).includes('Renamed'),
  );
  const page = await fetch(`${server.url}/play/${id}`);
  expect(page.status).toBe(200);
  expect(page.headers.get('content-security-policy')).toContain("frame-ancestors 'self'");
  expect(page.headers.get('x-content-type-options')).toBe('nosniff');
  const html = await page.text();
  expect(html).toContain('<title>Renamed &#60;/title&#62;</title>');
  expect(html).toContain("default-src 'none'; script-src 'self' blob:");
  expect(html).toContain(`data-game="/api/projects/${id}/game"`);
});

it('says what is missing', async () => {
  const server = await startServer();
  const nowhere = 'a'.repeat(21);
  for (const path of [`/play/${nowhere}`, '/play/', '/play/..%2f..%2fetc', `/play/${nowhere}/more`]) {
    const answer = await fetch(server.url + path);
    expect(answer.status, path).toBe(404);
    expect(await answer.text()).toContain('There is no game at this address.');
  }
  expect((await fetch(`${server.url}/api/projects/${nowhere}/game`)).status).toBe(404);
  const id = await server.newProject();
  expect((await fetch(`${server.url}/play/${id}`, { method: 'POST' })).status).toBe(405);
  const client = await synced(stockClient(server.sync, id));
  for (const scene of client.doc.getMap('scenes').keys()) deleteScene(client.doc, userOrigin(), scene);
  await until(async () => (await fetch(`${server.url}/api/projects/${id}/game`)).status === 422);
});

it('plays nothing that is not durable', async () => {
  const log = new MemoryUpdateLog();
  const server = await startServer({ log });
  const id = await server.newProject();
  const client = await synced(stockClient(server.sync, id));
  log.failure = new Error('disk full');
  setProjectName(client.doc, userOrigin(), 'Lost');
  const game = () => fetch(`${server.url}/api/projects/${id}/game`);
  await until(async () => (await game()).status === 503);
  expect(((await (await game()).json()) as { error: string }).error).toContain('cannot write to its disk');
});
