import { expect, it } from 'vitest';
import {
  answeredHow,
  answerFile,
  answerPage,
  surplus,
  type FileCache,
} from '../../../src/lib/editor/client/offline-cache.ts';

const here = 'https://perigee.example';
const asked = (path: string, mode: RequestMode = 'cors', method = 'GET') =>
  answeredHow({ url: new URL(path, here).href, mode, method }, here);
const sha = '0a'.repeat(32);

it('pages of the app come from the server or from what is kept; games do not', () => {
  for (const path of ['/', '/p/abc', '/p/abc?pane=code', '/docs/api'])
    expect(asked(path, 'navigate')).toBe('page');
  for (const path of ['/play/abc', '/api/projects/abc', '/metrics', '/pages'])
    expect(asked(path, 'navigate')).toBe(null);
});

it('code is kept for ever, files of projects by their content, and nothing else', () => {
  expect(asked('/_app/immutable/chunks/a.js')).toBe('app');
  expect(asked(`/api/projects/abc/assets/${sha}`)).toBe('file');
  for (const path of [
    '/_app/version.json',
    '/api/projects/abc',
    `/api/projects/abc/assets/${sha}/x`,
    '/player.js',
  ])
    expect(asked(path)).toBe(null);
  expect(asked(`/api/projects/abc/assets/${sha}`, 'cors', 'PUT')).toBe(null);
  expect(asked('https://elsewhere.example/_app/immutable/a.js')).toBe(null);
});

it('of too many files the oldest go', () => {
  expect(surplus(['a', 'b', 'c'], 2)).toEqual(['a']);
  expect(surplus(['a'], 2)).toEqual([]);
});

const said = (text: string, status = 200) => Promise.resolve(new Response(text, { status }));
const away = () => Promise.reject(new TypeError('no network'));

it('a page comes from the server; without it, and behind a proxy whose server is away, the kept one', async () => {
  const kept = () => said('kept');
  const page = async (ask: () => Promise<Response>) => (await answerPage(ask, kept)).text();
  expect(await page(() => said('fresh'))).toBe('fresh');
  expect(await page(() => said('password?', 401))).toBe('password?');
  expect(await page(away)).toBe('kept');
  expect(await page(() => said('bad gateway', 502))).toBe('kept');
  const nothing = () => Promise.resolve(undefined);
  expect((await answerPage(() => said('bad gateway', 502), nothing)).status).toBe(502);
  expect((await answerPage(away, nothing)).type).toBe('error');
});

it('a file is asked for once; a browser that is full still shows it', async () => {
  const request = new Request(new URL(`/api/projects/abc/assets/${sha}`, here));
  const held = new Map<string, Response>();
  const cache = {
    match: (key: Request) => Promise.resolve(held.get(key.url)?.clone()),
    put: (key: Request, answer: Response) => Promise.resolve(void held.set(key.url, answer)),
    keys: () => Promise.resolve([]),
    delete: () => Promise.resolve(true),
  } as unknown as FileCache;
  expect(await (await answerFile(cache, request, () => said('bytes'))).text()).toBe('bytes');
  expect(await (await answerFile(cache, request, away)).text()).toBe('bytes');
  held.clear();
  expect((await answerFile(cache, request, () => said('none', 404))).status).toBe(404);
  expect(held.size).toBe(0);
  const full = { ...cache, put: () => Promise.reject(new DOMException('full', 'QuotaExceededError')) };
  expect(await (await answerFile(full, request, () => said('bytes'))).text()).toBe('bytes');
});
