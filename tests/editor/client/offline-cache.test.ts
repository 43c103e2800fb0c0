import { expect, it } from 'vitest';
import { answeredHow, surplus } from '../../../src/lib/editor/client/offline-cache.ts';

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
