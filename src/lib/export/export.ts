/** A project as a playable build: one HTML file, or the files of a folder. */
import { fail, ok, type Result } from '../base/result.ts';
import { gameToJson } from '../schema/game-json.ts';
import type { AssetData, ProjectData } from '../schema/project.ts';
import { firstScene } from '../schema/resolve.ts';
import { gamePage } from './page.ts';

/** Bytes of an asset by the lower-case hex SHA-256; `null` when they cannot be had. */
export type AssetBytes = (sha256: string) => Uint8Array | null;

const mediaTypes: Readonly<Record<string, string>> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  wav: 'audio/wav',
  mp3: 'audio/mpeg',
  ogg: 'audio/ogg',
  m4a: 'audio/mp4',
  flac: 'audio/flac',
  woff: 'font/woff',
  woff2: 'font/woff2',
  ttf: 'font/ttf',
  otf: 'font/otf',
};

function base64(bytes: Uint8Array): string {
  let text = '';
  const step = 0x8000;
  for (let at = 0; at < bytes.length; at += step)
    text += String.fromCharCode(...bytes.subarray(at, at + step));
  return btoa(text);
}

const extensionOf = (name: string): string => /\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase() ?? '';

const noScene = { message: 'The project has no scene to play. Add one first.' };

function gather(
  project: ProjectData,
  bytes: AssetBytes,
): Result<{ scene: string; files: Map<string, Uint8Array> }> {
  const scene = firstScene(project);
  if (scene === null) return fail(noScene);
  const files = new Map<string, Uint8Array>();
  for (const [id, asset] of Object.entries(project.assets)) {
    const data = bytes(asset.sha256);
    if (!data) return fail({ message: `The asset "${asset.name}" is missing. Add it again, or delete it.` });
    files.set(id, data);
  }
  return ok({ scene, files });
}

const dataUrl = (asset: AssetData, data: Uint8Array): string =>
  `data:${mediaTypes[extensionOf(asset.name)] ?? 'application/octet-stream'};base64,${base64(data)}`;

/**
 * One HTML file that plays without a server and without a network.
 * @param player the prebuilt player script
 */
export function exportHtml(project: ProjectData, bytes: AssetBytes, player: string): Result<string> {
  const gathered = gather(project, bytes);
  if (!gathered.ok) return gathered;
  const { scene, files } = gathered.value;
  const assets = Object.fromEntries([...files].map(([id, data]) => [id, dataUrl(project.assets[id]!, data)]));
  return ok(gamePage(project.name, { player, game: gameToJson({ project, scene, assets }) }));
}

/** The files of a folder to put on any web server, by path. */
export function exportFiles(
  project: ProjectData,
  bytes: AssetBytes,
  player: string,
): Result<Map<string, Uint8Array>> {
  const gathered = gather(project, bytes);
  if (!gathered.ok) return gathered;
  const { scene, files } = gathered.value;
  const encoder = new TextEncoder();
  const result = new Map<string, Uint8Array>();
  const assets: Record<string, string> = {};
  for (const [id, data] of files) {
    const { name, sha256 } = project.assets[id]!;
    // Named by content: any name a person gave would have to be made safe for every file system.
    const path = `assets/${sha256.slice(0, 16)}.${extensionOf(name) || 'bin'}`;
    assets[id] = path;
    result.set(path, data);
  }
  const page = gamePage(project.name, { playerFile: 'player.js', gameFile: 'game.json' });
  result.set('index.html', encoder.encode(page));
  result.set('player.js', encoder.encode(player));
  result.set('game.json', encoder.encode(gameToJson({ project, scene, assets })));
  return ok(result);
}

/**
 * The JSON of a game whose pictures stay where they are.
 * @param urlOf where the bytes with a SHA-256 are, as the game's page sees it
 */
export function exportGameJson(project: ProjectData, urlOf: (sha256: string) => string): Result<string> {
  const scene = firstScene(project);
  if (scene === null) return fail(noScene);
  const assets = Object.fromEntries(
    Object.entries(project.assets).map(([id, { sha256 }]) => [id, urlOf(sha256)]),
  );
  return ok(gameToJson({ project, scene, assets }));
}
