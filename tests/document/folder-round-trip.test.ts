import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { addToProject, writeProject } from '../../src/lib/document/edit-project.ts';
import { importOrigin } from '../../src/lib/document/origin.ts';
import { readProject } from '../../src/lib/document/read.ts';
import { inOrder } from '../../src/lib/base/order.ts';
import { blankProject, blankScene } from '../../src/lib/schema/blank.ts';
import { readFolder } from '../../src/lib/schema/folder-read.ts';
import { writeFolder } from '../../src/lib/schema/folder-write.ts';
import { arbitraryProject, folderText } from '../schema/arbitrary-project.ts';

it('folder -> document -> folder is equal to the byte, also after a journey to another peer', () => {
  fc.assert(
    fc.property(arbitraryProject, ({ project, files }) => {
      const folder = writeFolder(project, (sha) => files.get(sha));
      const read = readFolder(folder);
      if (!read.ok) throw new Error(JSON.stringify(read.error));
      const here = new Y.Doc();
      writeProject(here, importOrigin, read.value.project);
      const there = new Y.Doc();
      Y.applyUpdate(there, Y.encodeStateAsUpdate(here));
      const again = writeFolder(readProject(there), (sha) => read.value.files.get(sha));
      expect(folderText(again)).toEqual(folderText(folder));
    }),
    { numRuns: 25 },
  );
}, 60_000);

it('an addition comes after what is there, under names that are free', () => {
  const doc = new Y.Doc();
  const asset = { name: 'a.png', kind: 'image', sha256: '0'.repeat(64), size: 1, meta: {} } as const;
  writeProject(doc, importOrigin, { ...blankProject('x', () => 'z'), assets: { a1: asset } });
  addToProject(doc, importOrigin, { scenes: { a: blankScene({ name: 'Imported' }) }, assets: { a2: asset } });
  const project = readProject(doc);
  expect(inOrder(project.scenes).map(([id]) => id)).toEqual(['z', 'a']);
  expect(
    Object.values(project.assets)
      .map(({ name }) => name)
      .sort(),
  ).toEqual(['a-2.png', 'a.png']);
});

const samples = join(import.meta.dirname, '../../static/samples');

const names = readdirSync(samples, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

it.each(names)('the sample %s goes through a document and comes back to the byte', (name) => {
  const index = JSON.parse(readFileSync(join(samples, name, 'index.json'), 'utf8')) as { files: string[] };
  const folder = new Map(
    index.files.map((path) => [path, new Uint8Array(readFileSync(join(samples, name, path)))]),
  );
  const read = readFolder(folder);
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  const doc = new Y.Doc();
  writeProject(doc, importOrigin, read.value.project);
  const again = writeFolder(readProject(doc), (sha) => read.value.files.get(sha));
  expect(folderText(again)).toEqual(folderText(folder));
});
