/** Copying and pasting: between scenes, projects and browsers, with all that the copied entities need. */
import { newId } from '../../../base/ids.ts';
import { intersects, type Vec2 } from '../../../base/geometry.ts';
import { counted, named } from '../../../base/words.ts';
import { copyOf, copyPlan, type Copied } from '../clipboard.ts';
import { fitNeeds } from '../clipboard-fit.ts';
import { needsOf, type Needs } from '../clipboard-needs.ts';
import { fromText, toText, type Clipping } from '../clipboard-text.ts';
import { writable } from '../command.ts';
import type { CommandHost } from '../command-host.ts';
import { visibleRect } from '../view.ts';
import { indexOf } from './index-of.ts';

/** Bytes of files that go along; what is larger is fetched from its project when it is pasted on the same server. */
const MOST_BYTES = 8 * 1024 * 1024;

/** Adds copies of entities, and what they need, to the scene as one step, and selects them. */
export function place(verb: string, host: CommandHost, copied: Copied, offset: Vec2, missing?: Needs): void {
  const index = indexOf(host);
  if (!index.scene) return;
  const plan = copyPlan(copied, { index, offset, layer: host.activeLayer(), newId });
  const roots = new Set(plan.roots);
  const names = plan.entities.filter(([id]) => roots.has(id)).map(([, { name }]) => name);
  host.write(`${verb} ${named(names)}`, (writer) => {
    if (missing) writer.add(missing);
    for (const [id, entity] of plan.entities) writer.create(id, entity);
  });
  host.selection.set(plan.roots);
}

export function copy(host: CommandHost): void {
  const copied = copyOf(indexOf(host), host.selection.ids);
  if (!copied) return;
  const needs = needsOf(host.reader.project, Object.values(copied.entities));
  const text = async () =>
    toText({ copied, needs, project: host.clipboard.project, files: await filesOf(host, needs) });
  void host.clipboard.write(text());
}

async function filesOf({ clipboard }: CommandHost, needs: Needs): Promise<Clipping['files']> {
  const files: Record<string, string> = {};
  let room = MOST_BYTES;
  for (const { sha256, size } of Object.values(needs.assets)) {
    if (size > room || files[sha256] !== undefined) continue;
    const bytes = await clipboard.bytes(clipboard.project, sha256);
    if (!bytes) continue;
    room -= size;
    files[sha256] = toBase64(bytes);
  }
  return files;
}

/** @param how beside what is there already, or exactly where it was copied */
export async function paste(host: CommandHost, how: 'beside' | 'in place'): Promise<void> {
  const read = fromText(await host.clipboard.read());
  if (!read.ok) return host.notify(read.error.message);
  const { copied, needs, project, files } = read.value;
  const trusted = project !== '' && project === host.clipboard.project;
  const fit = fitNeeds(host.reader.project, needs, trusted, newId);
  const lost = await storeFiles(host, fit.missing, project, files);
  // Meanwhile the person may have lost the right to write.
  if (!writable(host)) return;
  const entities = Object.fromEntries(
    Object.entries(copied.entities).map(([id, entity]) => [id, fit.entity(entity)]),
  );
  const here = { ...copied, entities };
  place('Paste', host, here, how === 'in place' ? [0, 0] : offsetFor(host, here), fit.missing);
  const notes = [...fit.notes];
  if (lost.length > 0)
    notes.push(
      `${counted(lost.length, 'file')} could not come along: ${lost.slice(0, 3).join(', ')}. Add them by hand.`,
    );
  if (notes.length > 0) host.notify(notes.join(' '));
}

/** Stores the bytes of missing files beside the project. @returns names of those that could not be had */
async function storeFiles(
  { clipboard }: CommandHost,
  { assets }: Needs,
  project: string,
  files: Clipping['files'],
): Promise<string[]> {
  const lost: string[] = [];
  for (const { name, sha256 } of Object.values(assets)) {
    const bytes = fromBase64(files[sha256] ?? '') ?? (await clipboard.bytes(project, sha256));
    if (!bytes || !(await clipboard.store(bytes, name, sha256))) lost.push(name);
  }
  return lost;
}

/** Beside the original where that is in this scene; into the middle of the view where it would be out of sight. */
function offsetFor(host: CommandHost, copied: Copied): Vec2 {
  const { gridSize } = host.options.value;
  const [first] = copied.roots;
  const at = first === undefined ? undefined : copied.places[first]?.position;
  const shown = visibleRect(host.view.value, host.viewport());
  if (at && !intersects(shown, { x: at[0], y: at[1], width: 1, height: 1 })) {
    const middle: Vec2 = [Math.round(shown.x + shown.width / 2), Math.round(shown.y + shown.height / 2)];
    return [middle[0] - at[0], middle[1] - at[1]];
  }
  const entities = host.reader.project.scenes[host.scene() ?? '']?.entities ?? {};
  return copied.roots.some((id) => Object.hasOwn(entities, id)) ? [gridSize, gridSize] : [0, 0];
}

function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 0x8000)
    text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(text);
}

/** `null` for nothing, and for what is no base64. */
function fromBase64(text: string): Uint8Array<ArrayBuffer> | null {
  try {
    return text === '' ? null : Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  } catch {
    return null;
  }
}
