/** Saving the project as something to play or to keep. Loaded when the first export is asked for. */
import { exportFiles, exportHtml } from '../../export/export.ts';
import { zipFiles } from '../../export/zip.ts';
import { listed } from '../../base/words.ts';
import { formatProblem, type Result } from '../../base/result.ts';
import { sentenceOf } from '../../schema/addition.ts';
import type { AssetData, ProjectData } from '../../schema/project.ts';
import { saveFile } from './save-file.ts';

/** The bytes of every asset of a project. Throws an Error naming the files that cannot be had. */
async function allBytes(
  project: ProjectData,
  urlOf: (sha256: string) => string,
): Promise<Map<string, Uint8Array>> {
  const bytes = new Map<string, Uint8Array>();
  const missing: string[] = [];
  for (const { sha256, name } of Object.values(project.assets)) {
    if (bytes.has(sha256)) continue;
    const response = await fetch(urlOf(sha256)).catch(() => null);
    if (response?.ok) bytes.set(sha256, new Uint8Array(await response.arrayBuffer()));
    else if (response?.status === 404) missing.push(name);
    else throw new Error(`${name} cannot be fetched. Check the connection and try again.`);
  }
  if (missing.length > 0)
    throw new Error(
      `the server does not have the content of ${listed(missing)}. Replace or delete ${missing.length === 1 ? 'it' : 'them'} in the assets.`,
    );
  return bytes;
}

/** A project without the files whose bytes cannot be had, and their names: all else of it can still be kept. */
async function whatIsThere(
  project: ProjectData,
  urlOf: (sha256: string) => string,
): Promise<{ rest: ProjectData; files: Map<string, Uint8Array>; missing: string[] }> {
  const files = new Map<string, Uint8Array>();
  const missing: string[] = [];
  const assets: Record<string, AssetData> = {};
  for (const [id, asset] of Object.entries(project.assets)) {
    const { sha256, name } = asset;
    const response = files.has(sha256) ? null : await fetch(urlOf(sha256)).catch(() => null);
    if (response?.ok) files.set(sha256, new Uint8Array(await response.arrayBuffer()));
    if (files.has(sha256)) assets[id] = asset;
    else missing.push(name);
  }
  return { rest: { ...project, assets }, files, missing };
}

async function saveFolder(project: ProjectData, files: ReadonlyMap<string, Uint8Array>): Promise<void> {
  const { writeFolder } = await import('../../schema/folder-write.ts');
  const folder = writeFolder(project, (sha256) => files.get(sha256));
  saveFile(`${fileName(project)}.perigee.zip`, 'application/zip', new Uint8Array(zipFiles(folder)));
}

/** The code that plays exported games, built with the app. */
async function playerCode(): Promise<string> {
  const response = await fetch('/player.js').catch(() => null);
  if (!response?.ok) throw new Error('the player cannot be fetched. Check the connection and try again.');
  return response.text();
}

const fileName = (project: ProjectData) => project.name.replace(/[^\p{L}\p{N} _-]+/gu, '').trim() || 'game';

function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(formatProblem(result.error));
  return result.value;
}

/**
 * Exports and saves: `html` and `zip` for players, `folder` the project itself as files for git, `tiled` its scenes as maps of
 * Tiled. Gives what the user should know of it, or ''.
 * Throws an Error whose message is for the user.
 * @param cutOff the server is not reached: the folder has what this device can give
 */
export async function exportGame(
  project: ProjectData,
  urlOf: (sha256: string) => string,
  how: 'html' | 'zip' | 'folder' | 'tiled',
  cutOff = false,
): Promise<string> {
  if (how === 'folder' && cutOff) {
    const { rest, files, missing } = await whatIsThere(project, urlOf);
    await saveFolder(rest, files);
    return missing.length === 0
      ? ''
      : `Downloaded without ${listed(missing)}: the server does not give it now.`;
  }
  const files = await allBytes(project, urlOf);
  const bytes = (sha256: string) => files.get(sha256) ?? null;
  const name = fileName(project);
  if (how === 'html')
    saveFile(`${name}.html`, 'text/html', valueOf(exportHtml(project, bytes, await playerCode())));
  else if (how === 'zip') {
    const folder = valueOf(exportFiles(project, bytes, await playerCode()));
    saveFile(`${name}.zip`, 'application/zip', new Uint8Array(zipFiles(folder)));
  } else if (how === 'folder') await saveFolder(project, files);
  else {
    const { exportTiled } = await import('../../export/tiled/export-tiled.ts');
    const { files: maps, report } = valueOf(exportTiled(project, bytes));
    saveFile(`${name}.tiled.zip`, 'application/zip', new Uint8Array(zipFiles(maps)));
    return report.map(sentenceOf).join(' ');
  }
  return '';
}
