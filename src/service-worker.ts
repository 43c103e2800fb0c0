/// <reference lib="webworker" />
/** Lets the app open without its server: its own code as of the last visit, and the files of projects seen here. */
import { build, files, version } from '$service-worker';
import { answeredHow, answerFile, answerPage } from './lib/editor/client/offline-cache.ts';

declare const self: ServiceWorkerGlobalScope;

const APP = `app-${version}`;
const FILES = 'files';
/** Every page of the app is this one. */
const SHELL = '/';
/** How long the server may take for a page before the kept one is shown, in milliseconds. */
const PATIENCE_MS = 4000;

self.addEventListener('install', (event) => {
  const put = async () => {
    const cache = await caches.open(APP);
    await cache.addAll([SHELL, ...build, ...files.filter((path) => path.endsWith('.svg'))]);
    // Code is named by its content, so a page of the version before goes on with what it has.
    await self.skipWaiting();
  };
  event.waitUntil(put());
});

self.addEventListener('activate', (event) => {
  const tidy = async () => {
    for (const name of await caches.keys())
      if (name !== APP && name.startsWith('app-')) await caches.delete(name);
    await self.clients.claim();
  };
  event.waitUntil(tidy());
});

self.addEventListener('fetch', (event) => {
  const how = answeredHow(event.request, self.location.origin);
  const { request } = event;
  if (how === 'app') event.respondWith(fromApp(request));
  else if (how === 'page')
    event.respondWith(
      answerPage(
        () => fetch(request, { signal: AbortSignal.timeout(PATIENCE_MS) }),
        () => caches.match(SHELL, { cacheName: APP }),
      ),
    );
  else if (how === 'file') event.respondWith(file(request));
});

async function fromApp(request: Request): Promise<Response> {
  return (await caches.match(request)) ?? fetch(request);
}

async function file(request: Request): Promise<Response> {
  return answerFile(await caches.open(FILES), request, () => fetch(request));
}
