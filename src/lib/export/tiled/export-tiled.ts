/** Scenes as maps of the Tiled editor: TMJ files with the images that they show. */
import { fail, ok, type Result } from '../../base/result.ts';
import { inOrder } from '../../base/order.ts';
import { freeName, type ReportLine } from '../../schema/addition.ts';
import type { ProjectData } from '../../schema/project.ts';
import type { TiledImage } from '../../tiled/model.ts';
import { nowhere } from './out-context.ts';
import { sceneToMap } from './scene-to-map.ts';
import { writeTmj } from './write-tmj.ts';

export interface TiledExport {
  /** Path to bytes: a map for each scene, and `images/` beside them. */
  files: Map<string, Uint8Array>;
  /** What Tiled has no place for, and what became of it. */
  report: ReportLine[];
}

const safeName = (name: string): string =>
  name
    // eslint-disable-next-line no-control-regex
    .replace(/[\x00-\x1f<>:"/\\|?*]+/g, '_')
    .replace(/^[. ]+|[. ]+$/g, '')
    .slice(0, 80) || 'map';

/**
 * Exports every scene of a project, or one of them.
 * @param bytes bytes of an asset by the lower-case hex SHA-256; `null` when they cannot be had
 */
export function exportTiled(
  project: ProjectData,
  bytes: (sha256: string) => Uint8Array | null,
  only: string | null = null,
): Result<TiledExport> {
  const files = new Map<string, Uint8Array>();
  const report = new Map<string, ReportLine>();
  const images = new Map<string, string>();
  const imageOf = (asset: string, transparent = ''): TiledImage | null => {
    const found = Object.hasOwn(project.assets, asset) ? project.assets[asset]! : null;
    if (!found) return null;
    const { width = 0, height = 0 } = found.meta;
    const source = images.get(asset) ?? freeName(`images/${safeName(found.name)}`, new Set(images.values()));
    images.set(asset, source);
    return { at: nowhere, source, width, height, transparent, embedded: null };
  };
  const taken = new Set<string>();
  for (const [id, scene] of inOrder(project.scenes)) {
    if (only !== null && only !== id) continue;
    let file = `${safeName(scene.name)}.tmj`;
    for (let n = 2; taken.has(file.toLowerCase()); n++) file = `${safeName(scene.name)} ${n}.tmj`;
    taken.add(file.toLowerCase());
    const { map, next } = sceneToMap(project, scene, imageOf, (line) => {
      const whole = { file, ...line };
      report.set(JSON.stringify(whole), whole);
    });
    files.set(file, new TextEncoder().encode(`${JSON.stringify(writeTmj(map, next))}\n`));
  }
  if (files.size === 0) return fail({ message: 'The project has no scene to export. Add one first.' });
  for (const [asset, path] of images) {
    const { name, sha256 } = project.assets[asset]!;
    const content = bytes(sha256);
    if (!content) return fail({ message: `The asset "${name}" is missing. Add it again, or delete it.` });
    files.set(path, content);
  }
  return ok({ files, report: [...report.values()] });
}
