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
import type { ProjectData } from '../../src/lib/schema/project.ts';
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
  /** Puts a project onto the server; resolves with the address of its editor. @param picture bytes of its one asset */
  makeProject(project: ProjectData, picture: Uint8Array): Promise<string>;
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

async function makeProject(url: string, project: ProjectData, picture: Uint8Array): Promise<string> {
  const answer = await fetch(new URL('/api/projects', url), {
    method: 'POST',
    headers: { 'content-type': 'application/zip' },
    body: zipSync(Object.fromEntries(writeFolder(project, () => picture))),
  });
  if (!answer.ok) throw new Error(await answer.text());
  const { id } = (await answer.json()) as { id: string };
  return new URL(`/p/${id}`, url).href;
}

/** What a project says of a picture's bytes. */
export const pictureOf = (bytes: Uint8Array) => ({
  sha256: createHash('sha256').update(bytes).digest('hex'),
  size: bytes.length,
});

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
        makeLevel: (entities) =>
          makeProject(url, levelOf(entities, pictureOf(PNG_8X6_RED)), new Uint8Array(PNG_8X6_RED)),
        makeProject: (project, picture) => makeProject(url, project, picture),
      }),
    );
  } finally {
    server.close();
  }
}
