import { createHash } from 'node:crypto';
import { request } from 'node:http';
import { expect, it } from 'vitest';
import { startServer, type TestServer } from './test-server.ts';

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

const post = (server: TestServer, body: string, type = 'application/json') =>
  fetch(`${server.url}/api/projects`, { method: 'POST', headers: { 'content-type': type }, body });

/** A request with headers that fetch does not let one set. */
async function get(
  url: string,
  headers: Record<string, string>,
  method = 'GET',
): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method, headers }, (response) => {
      let body = '';
      response.on('data', (chunk) => (body += chunk));
      response.on('end', () => resolve({ status: response.statusCode!, body }));
    });
    sent.on('error', reject);
    sent.end();
  });
}

it('creates, lists, shows and deletes projects', async () => {
  const server = await startServer();
  const answer = await post(server, '{"name":"  Cave  "}');
  expect(answer.status).toBe(201);
  const { id } = (await answer.json()) as { id: string };
  expect(id).toMatch(/^[A-Za-z0-9_-]{21}$/);
  const list = await (await fetch(`${server.url}/api/projects`)).json();
  expect(list).toEqual({ projects: [{ id, name: 'Cave', modified: expect.any(Number) }] });
  expect(await (await fetch(`${server.url}/api/projects/${id}`)).json()).toMatchObject({ id, name: 'Cave' });
  expect((await fetch(`${server.url}/api/projects/${id}`, { method: 'DELETE' })).status).toBe(204);
  expect((await fetch(`${server.url}/api/projects/${id}`)).status).toBe(404);
  expect(await (await fetch(`${server.url}/api/projects`)).json()).toEqual({ projects: [] });
});

it.each([
  ['{"name":', 400, 'not valid JSON'],
  ['[]', 400, 'must be a JSON object'],
  ['{}', 400, '"name"'],
  ['{"name":" "}', 400, '"name"'],
  ['{"name":5}', 400, '"name"'],
  [`{"name":"${'x'.repeat(201)}"}`, 400, '"name"'],
  ['{"sample":"../secret"}', 404, 'no sample'],
  ['{"sample":7}', 400, '"sample"'],
  [`{"name":"${'x'.repeat(70_000)}"}`, 413, 'too large'],
])('refuses %.30s with %i', async (body, status, message) => {
  const server = await startServer();
  const answer = await post(server, body);
  expect(answer.status).toBe(status);
  expect(((await answer.json()) as { error: string }).error).toContain(message);
  expect(await server.log.list()).toEqual([]);
});

it('refuses other types of content, methods and paths', async () => {
  const server = await startServer();
  expect((await post(server, '{}', 'text/plain')).status).toBe(415);
  expect((await post(server, 'no zip', 'application/zip')).status).toBe(400);
  expect((await fetch(`${server.url}/api/projects`, { method: 'PUT' })).status).toBe(405);
  expect((await fetch(`${server.url}/api/other`)).status).toBe(404);
  expect((await fetch(`${server.url}/api/projects/..%2f..%2fetc`)).status).toBe(400);
  expect((await fetch(`${server.url}/api/projects/${'a'.repeat(21)}`)).status).toBe(404);
});

it('stores assets under their hash and gives them back for ever', async () => {
  const server = await startServer();
  const url = `${server.url}/api/projects/${await server.newProject()}/assets/${hashOf(png)}`;
  expect((await fetch(url)).status).toBe(404);
  expect((await fetch(url, { method: 'PUT', body: png })).status).toBe(204);
  const answer = await fetch(url);
  expect(Buffer.from(await answer.arrayBuffer())).toEqual(png);
  expect(answer.headers.get('content-type')).toBe('image/png');
  expect(answer.headers.get('cache-control')).toContain('immutable');
  expect(answer.headers.get('content-security-policy')).toContain('sandbox');
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  const again = await fetch(url, { headers: { 'if-none-match': answer.headers.get('etag')! } });
  expect(again.status).toBe(304);
});

it('refuses an asset with another hash, without a project or too large', async () => {
  const server = await startServer();
  const assets = `${server.url}/api/projects/${await server.newProject()}/assets`;
  expect((await fetch(`${assets}/${'0'.repeat(64)}`, { method: 'PUT', body: png })).status).toBe(422);
  expect((await fetch(`${assets}/${'0'.repeat(64)}`)).status).toBe(404);
  expect((await fetch(`${assets}/${hashOf(png).toUpperCase()}`, { method: 'PUT', body: png })).status).toBe(
    400,
  );
  const nowhere = `${server.url}/api/projects/${'a'.repeat(21)}/assets/${hashOf(png)}`;
  expect((await fetch(nowhere, { method: 'PUT', body: png })).status).toBe(404);
  const announced = await get(
    `${assets}/${hashOf(png)}`,
    { 'content-length': String(65 * 1024 * 1024) },
    'PUT',
  );
  expect(announced.status).toBe(413);
  expect(announced.body).toContain('at most 64 MB');
});

it('takes no picture that the page would not take either, whatever it is called, whole or in parts', async () => {
  const server = await startServer();
  const assets = `${server.url}/api/projects/${await server.newProject()}/assets`;
  const put = async (bytes: Buffer<ArrayBuffer>, headers: Record<string, string> = {}) => {
    const url = `${assets}/${hashOf(bytes)}`;
    const answer = await fetch(url, { method: 'PUT', body: bytes, headers });
    return [answer.status, (await fetch(url)).status, await answer.text()] as const;
  };
  const svg = Buffer.from(`<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"/>`);
  expect(await put(svg)).toMatchObject([415, 404, expect.stringContaining('save it as PNG')]);
  const ranged = { 'content-range': `bytes 0-${svg.length - 1}/${svg.length}` };
  expect((await put(svg, ranged)).slice(0, 2)).toEqual([415, 404]);
  const large = Buffer.from(png);
  large.writeUInt32BE(20_000, 16);
  expect(await put(large)).toMatchObject([422, 404, expect.stringContaining('20000 x 1 px')]);
  expect(await put(png.subarray(0, 20))).toMatchObject([422, 404, expect.stringContaining('damaged')]);
  // A part so small that it hides what the file is.
  const bytes = Buffer.concat([svg, Buffer.alloc(100_000, ' ')]);
  const url = `${assets}/${hashOf(bytes)}`;
  const first = {
    method: 'PUT',
    body: bytes.subarray(0, 10),
    headers: { 'content-range': `bytes 0-9/${bytes.length}` },
  };
  expect((await fetch(url, first)).status).toBe(400);
});

it('never serves an asset as a page or a script', async () => {
  const server = await startServer();
  const assets = `${server.url}/api/projects/${await server.newProject()}/assets`;
  const typeOf = async (text: string) => {
    const bytes = Buffer.from(text);
    await fetch(`${assets}/${hashOf(bytes)}`, { method: 'PUT', body: bytes });
    return (await fetch(`${assets}/${hashOf(bytes)}`)).headers.get('content-type');
  };
  expect(await typeOf('<!doctype html><script>alert(1)</script>')).toBe('application/octet-stream');
  expect(await typeOf('alert(1)')).toBe('application/octet-stream');
  expect(await typeOf('')).toBe('application/octet-stream');
});

it('refuses what pages of other sites send, and names that are not its own', async () => {
  const server = await startServer();
  const url = `${server.url}/api/projects`;
  expect((await get(url, { origin: 'http://elsewhere.example' }, 'POST')).status).toBe(403);
  expect((await get(url, { host: 'rebound.example' })).status).toBe(403);
  const named = await startServer({ hosts: ['level.example'] });
  expect((await get(`${named.url}/healthz`, { host: 'level.example:3000' })).status).toBe(200);
  // An address opens a project, so only this machine's own pages see the list.
  expect((await get(`${named.url}/api/projects`, { host: 'level.example:3000' })).status).toBe(404);
});

it('lists nothing when others can reach it', async () => {
  const server = await startServer({ loopbackOnly: false });
  expect((await fetch(`${server.url}/api/projects`)).status).toBe(404);
});
