/** The pictures of a whole project, made clean as those that come on their own. */
import { fileType } from '../base/file-type.ts';
import { fail, ok, type Problem, type Result } from '../base/result.ts';
import { sha256Hex } from '../base/sha256.ts';
import type { ProjectBundle } from '../schema/addition.ts';
import type { AssetData } from '../schema/project.ts';
import { PICTURES, type CleanImage, type IntakeDeps } from './import-deps.ts';
import { checkedHeader } from './image-limits.ts';
import { fittingName } from './loose-files.ts';
import { isPlainJpeg } from './plain-jpeg.ts';

/**
 * The project with its pictures encoded anew. One that is no picture, or too large, is refused, and the project comes
 * without it. Photos that hold nothing but pixels stay as they are: every time that one is encoded it gets worse.
 */
export async function cleanProject(
  { project, files }: ProjectBundle,
  { cleanImage, progress }: IntakeDeps,
  refused: Problem[],
): Promise<ProjectBundle> {
  if (!cleanImage) return { project, files };
  const assets: Record<string, AssetData> = {};
  const clean = new Map(files);
  const done = new Map<string, Result<CleanImage>>();
  const entries = Object.entries(project.assets);
  for (const [at, [id, asset]] of entries.entries()) {
    const bytes = files.get(asset.sha256);
    if (asset.kind !== 'image' || !bytes) {
      assets[id] = asset;
      continue;
    }
    progress?.(PICTURES, at, entries.length);
    const result = done.get(asset.sha256) ?? (await cleanOne(asset.name, bytes, cleanImage));
    done.set(asset.sha256, result);
    if (!result.ok) {
      refused.push({ ...result.error, file: asset.name });
      continue;
    }
    assets[id] = withBytes(asset, result.value.bytes);
    clean.set(assets[id].sha256, result.value.bytes);
  }
  const used = new Set(Object.values(assets).map(({ sha256 }) => sha256));
  return {
    project: { ...project, assets },
    files: new Map([...clean].filter(([sha256]) => used.has(sha256))),
  };
}

async function cleanOne(
  file: string,
  bytes: Uint8Array,
  cleanImage: NonNullable<IntakeDeps['cleanImage']>,
): Promise<Result<CleanImage>> {
  const type = fileType(bytes);
  if (type?.kind !== 'image')
    return fail({ message: 'This is not an image that the browser can show; it may be damaged.' });
  const header = checkedHeader(bytes, type, file);
  if (!header.ok) return header;
  if (isPlainJpeg(bytes)) return ok({ bytes });
  return cleanImage(bytes, type, header.value, file);
}

function withBytes(asset: AssetData, bytes: Uint8Array): AssetData {
  const sha256 = sha256Hex(bytes);
  if (sha256 === asset.sha256) return asset;
  const type = fileType(bytes)!;
  const header = checkedHeader(bytes, type, asset.name);
  const size = header.ok ? { width: header.value.width, height: header.value.height } : {};
  return {
    ...asset,
    name: fittingName(asset.name, type),
    sha256,
    size: bytes.length,
    meta: { ...asset.meta, ...size },
  };
}
