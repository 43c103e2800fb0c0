/**
 * A project as files that merge in git: project.yaml, scenes/*.yaml, prefabs/*.yaml, tilesets/*.yaml, scripts and
 * assets as plain files. Only what is set is written, in one fixed order, so that equal projects give equal bytes.
 */
import { ProblemError } from '../base/result.ts';
import { isSafePath, PathPool, safeFileName, slug } from './folder-names.ts';
import { COMMENTS_FILE, commentsPairs } from './folder-comments.ts';
import { assetPairs, headPairs, prefabPairs, scenePairs } from './folder-records.ts';
import { tilesetPairs } from './folder-tilesets.ts';
import type { ProjectData } from './project.ts';
import { kindOfTest } from './test-files.ts';
import { compareText, sorted, toYaml, type Pairs } from './yaml-pairs.ts';

/**
 * Whether a file of a project folder is one of its texts: a script, which ends in .lua and lies beside the folders for data, or a
 * recorded test.
 */
export function isScriptFile(path: string): boolean {
  if (kindOfTest(path) === 'replay') return true;
  const folders = path.split('/').slice(0, -1);
  const data = ['assets', 'scenes', 'prefabs', 'tilesets'].includes(folders[0]?.toLowerCase() ?? '');
  // A folder with a dot in its name could be a file's name, or one that tools hide or ignore.
  return (
    path.endsWith('.lua') && !data && !folders.some((name) => name.includes('.') || name === 'node_modules')
  );
}

/**
 * A project as a folder: path (with `/`) to bytes. Equal projects give equal bytes.
 * @param bytes the content of an asset by its SHA-256; throws a {@link ProblemError} where that gives none.
 */
export function writeFolder(
  project: ProjectData,
  bytes: (sha256: string) => Uint8Array | undefined,
): Map<string, Uint8Array> {
  const files = new Map<string, Uint8Array>();
  const pool = new PathPool();
  const encoder = new TextEncoder();
  const odd: Pairs = new Map();

  pool.take('project.yaml');
  pool.take(COMMENTS_FILE);
  for (const [path, source] of sorted(project.scripts)) {
    const fits = isScriptFile(path) && isSafePath(path);
    const file = pool.take(fits ? path : `behavior/${slug(path.replace(/\.lua$/, ''), 'script')}.lua`);
    if (file !== path) odd.set(path, file);
    files.set(file, encoder.encode(source));
  }
  const assets = new Map(
    sorted(project.assets).map(([id, asset]) => {
      const path = pool.take(`assets/${safeFileName(asset.name, 'asset')}`);
      const content = bytes(asset.sha256);
      if (!content)
        throw new ProblemError({
          message: `The content of the asset "${asset.name}" is missing.`,
          file: path,
        });
      files.set(path, content);
      return [id, assetPairs(asset, path)];
    }),
  );
  for (const [id, scene] of sorted(project.scenes))
    files.set(pool.take(`scenes/${slug(scene.name, 'scene')}.yaml`), toYaml(scenePairs(id, scene)));
  for (const [id, prefab] of sorted(project.prefabs))
    files.set(pool.take(`prefabs/${slug(prefab.name, 'prefab')}.yaml`), toYaml(prefabPairs(id, prefab)));
  for (const [id, tileset] of sorted(project.tilesets))
    files.set(pool.take(`tilesets/${slug(tileset.name, 'tileset')}.yaml`), toYaml(tilesetPairs(id, tileset)));

  if (project.comments && Object.keys(project.comments).length > 0)
    files.set(COMMENTS_FILE, toYaml(commentsPairs(project.comments)));
  files.set('project.yaml', toYaml(headPairs(project, assets, odd)));
  return new Map([...files].sort(([a], [b]) => compareText(a, b)));
}
