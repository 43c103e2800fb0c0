import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';
import { importTiled } from '../../src/lib/import/tiled/import-tiled.ts';
import type { ProjectAddition } from '../../src/lib/schema/addition.ts';
import type { EntityData, SceneData } from '../../src/lib/schema/project.ts';

/** The folder of maps that are not part of the project: PERIGEE_SHARED, or `shared` in a folder above. */
export function sharedTiled(): string | null {
  const roots = [process.env.PERIGEE_SHARED];
  for (let folder = process.cwd(); folder !== dirname(folder); folder = dirname(folder))
    roots.push(join(folder, 'shared'));
  const found = roots.find((root) => root && existsSync(join(root, 'data/tiled')));
  return found ? join(found, 'data/tiled') : null;
}

/** Files of the shared folder by name, under an optional folder. */
export function sharedFiles(names: readonly string[], folder = ''): Map<string, Uint8Array> {
  return new Map(
    names.map((name) => [folder + name, new Uint8Array(readFileSync(join(sharedTiled()!, name)))]),
  );
}

export const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const bytes = Buffer.alloc(body.length + 8);
  bytes.writeUInt32BE(data.length);
  bytes.set(body, 4);
  bytes.writeUInt32BE(crc32(body), body.length + 4);
  return bytes;
}

/** A transparent PNG; one that is too large to be drawn has a header only. */
export function png(width: number, height: number): Uint8Array {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width);
  header.writeUInt32BE(height, 4);
  header.set([8, 6, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const size = height * (width * 4 + 1);
  const pixels = deflateSync(Buffer.alloc(size < 1 << 24 ? size : 0));
  return new Uint8Array(
    Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', pixels), chunk('IEND', Buffer.alloc(0))]),
  );
}

/** A map of 4 x 2 cells of 16 px with one tileset of 4 tiles, and what is put into it. */
export function tmx(content: string, attributes = ''): string {
  const map = /orientation=/.test(attributes) ? attributes : `orientation="orthogonal" ${attributes}`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<map version="1.10" ${map} width="4" height="2" tilewidth="16" tileheight="16">
 <tileset firstgid="1" name="four" tilewidth="16" tileheight="16"><image source="four.png" width="64" height="16"/></tileset>
${content}
</map>
`;
}

export const four = (): [string, Uint8Array] => ['four.png', png(64, 16)];

/** Imports one map text with the standard image beside it; ids are e1, e2, … */
export async function importText(text: string, more: Iterable<[string, Uint8Array]> = []) {
  let n = 0;
  return importTiled(new Map([['map.tmx', bytesOf(text)], four(), ...more]), { id: () => `e${++n}` });
}

/** The same, for maps that must import. */
export async function importGood(
  text: string,
  more: Iterable<[string, Uint8Array]> = [],
): Promise<ProjectAddition> {
  const result = await importText(text, more);
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

export function onlyScene(addition: ProjectAddition): SceneData {
  return Object.values(addition.scenes!)[0]!;
}

export function entityNamed(addition: ProjectAddition, name: string): EntityData {
  const entity = Object.values(onlyScene(addition).entities).find((each) => each.name === name);
  if (!entity) throw new Error(`no entity ${name}`);
  return entity;
}
