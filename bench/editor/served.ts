/** The built program and a page that the editor is compared with, both in one Chromium. */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import type { Browser } from '@playwright/test';
import { zipSync } from 'fflate';
import { rolldown } from 'rolldown';
import { PNG_8X6_RED } from '../../e2e/pictures.ts';
import { withServedPage } from '../../scripts/served-page.mjs';
import { writeFolder } from '../../src/lib/schema/folder-write.ts';
import { levelOf } from './level.ts';

export interface Served {
  browser: Browser;
  /** Address of the start page. */
  url: string;
  /** Address of the page with bare canvases. */
  bareUrl: string;
  /** Makes a project of so many entities; resolves with the address of its editor. */
  makeLevel(entities: number): Promise<string>;
}

async function bundle(): Promise<string> {
  const build = await rolldown({
    input: fileURLToPath(new URL('./bare-page.ts', import.meta.url)),
    platform: 'browser',
    logLevel: 'silent',
  });
  const { output } = await build.generate({ format: 'esm', codeSplitting: false });
  await build.close();
  return output[0].code;
}

async function makeLevel(url: string, entities: number): Promise<string> {
  const sha256 = createHash('sha256').update(PNG_8X6_RED).digest('hex');
  const project = levelOf(entities, { sha256, size: PNG_8X6_RED.length });
  const folder = writeFolder(project, () => new Uint8Array(PNG_8X6_RED));
  const answer = await fetch(new URL('/api/projects', url), {
    method: 'POST',
    headers: { 'content-type': 'application/zip' },
    body: zipSync(Object.fromEntries(folder)),
  });
  if (!answer.ok) throw new Error(await answer.text());
  const { id } = (await answer.json()) as { id: string };
  return new URL(`/p/${id}`, url).href;
}

/** Serves both while a task runs. */
export async function withEditor(task: (served: Served) => Promise<void>): Promise<void> {
  const code = await bundle();
  const server = createServer((request, response) => {
    const script = request.url === '/page.js';
    response.setHeader('content-type', script ? 'text/javascript' : 'text/html');
    response.end(
      script ? code : '<!doctype html><body style="margin:0"><script type="module" src="/page.js"></script>',
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  try {
    await withServedPage((browser: Browser, url: string) =>
      task({
        browser,
        url,
        bareUrl: `http://127.0.0.1:${port}/`,
        makeLevel: (entities) => makeLevel(url, entities),
      }),
    );
  } finally {
    server.close();
  }
}
