import { expect, it, onTestFinished, vi } from 'vitest';
import { exportGame } from '../../../src/lib/editor/live/export-game.ts';
import { readProjectZip } from '../../../src/lib/import/project-zip.ts';
import { blankProject } from '../../../src/lib/schema/blank.ts';

const hash = (at: number) => String(at).repeat(64);
const project = {
  ...blankProject('Game'),
  assets: Object.fromEntries(
    ['hero.png', 'crate.png', 'moon.png'].map((name, at) => [
      name.slice(0, 4),
      { name, kind: 'image' as const, sha256: hash(at), size: 1, meta: {} },
    ]),
  ),
};

/** A server that has only some of the files. */
function server(has: readonly string[], status = 404): void {
  vi.stubGlobal('fetch', (url: string) =>
    Promise.resolve(has.includes(url) ? new Response('x') : new Response('', { status })),
  );
  onTestFinished(() => void vi.unstubAllGlobals());
}

it('says which files the server does not have, all at once', async () => {
  server([hash(1)]);
  await expect(exportGame(project, (sha256) => sha256, 'zip')).rejects.toThrow(
    'the server does not have the content of hero.png and moon.png. Replace or delete them in the assets.',
  );
});

it('tells what cannot be fetched now from what is not there', async () => {
  server([], 503);
  await expect(exportGame(project, (sha256) => sha256, 'folder')).rejects.toThrow(
    'hero.png cannot be fetched. Check the connection and try again.',
  );
});

it('gives the project without what cannot be had where the server is not reached', async () => {
  server([hash(1)], 403);
  let saved: Blob | null = null;
  vi.stubGlobal('document', {
    createElement: () => ({ click: () => {}, remove: () => {} }),
    body: { append: () => {} },
  });
  vi.spyOn(URL, 'createObjectURL').mockImplementation((blob) => ((saved = blob as Blob), 'blob:x'));
  vi.spyOn(URL, 'revokeObjectURL').mockImplementation(() => {});
  onTestFinished(() => void vi.restoreAllMocks());
  expect(await exportGame(project, (sha256) => sha256, 'folder', true)).toBe(
    'Downloaded without hero.png and moon.png: the server does not give it now.',
  );
  const bundle = readProjectZip(new Uint8Array(await saved!.arrayBuffer()));
  expect(bundle.ok && Object.values(bundle.value.project.assets).map(({ name }) => name)).toEqual([
    'crate.png',
  ]);
});
