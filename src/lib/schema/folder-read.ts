/** Reads what folder-write writes, and what people write by hand, with every problem at its file and line. */
import { fail, ok, type Problem, type Result } from '../base/result.ts';
import type { ProjectBundle } from './addition.ts';
import { formatPath, show } from './checks.ts';
import { COMMENTS_FILE } from './folder-comments.ts';
import { fillOrder, isRaw, mapValues, readAssets, readEntities, type Raw } from './folder-parts.ts';
import { readTilesetFile } from './folder-tilesets.ts';
import { isScriptFile } from './folder-write.ts';
import { defaultSettings, type ProjectData } from './project.ts';
import { checkProject } from './validate.ts';
import { decode, YamlFile } from './yaml-file.ts';

/** What reading a folder found. */
export interface FolderReport {
  /** `null` when there are errors. */
  bundle: ProjectBundle | null;
  /** Why it is no project. */
  errors: Problem[];
  /** What will not work: unknown components, scripts and assets that are missing, files that nothing names. */
  warnings: Problem[];
}

/** Reads a project folder: path (with `/`) to bytes. Files that are no part of a project are passed over. */
export function inspectFolder(files: ReadonlyMap<string, Uint8Array>): FolderReport {
  const errors: Problem[] = [];
  const warnings: Problem[] = [];
  const report = (): FolderReport => ({ bundle: null, errors, warnings });

  const headBytes = files.get('project.yaml');
  if (!headBytes) {
    errors.push({
      file: 'project.yaml',
      message: 'There is no such file; a project folder has one at its top.',
    });
    return report();
  }
  const head = new YamlFile('project.yaml', headBytes, errors);
  if (errors.length) return report();
  if (!isRaw(head.data)) {
    errors.push({
      file: head.file,
      line: 1,
      message: `The file must be a map with a name and settings, is ${show(head.data)}.`,
    });
    return report();
  }
  const { perigee, name, settings, assets, scripts, ...unknown } = head.data;
  for (const key of Object.keys(unknown))
    errors.push({
      file: head.file,
      line: head.lineOf([key]),
      message: `${key}: is not a name that is known here.`,
    });

  /** From the root of the project data to the file that holds it, and the path in it. */
  const sources = new Map<string, YamlFile>();
  const bytesBySha = new Map<string, Uint8Array>();
  const used = new Set<string>();
  const commentsBytes = files.get(COMMENTS_FILE);
  const comments = commentsBytes ? new YamlFile(COMMENTS_FILE, commentsBytes, errors) : null;
  const scriptTexts = readScripts(head, scripts, files, errors);
  const data = {
    format: perigee ?? undefined,
    name,
    settings: isRaw(settings) ? { ...defaultSettings, ...settings } : (settings ?? defaultSettings),
    scenes: readRecords('scenes', files, sources, errors, (source, raw) => {
      const layers = isRaw(raw.layers)
        ? mapValues(raw.layers, (layer) =>
            isRaw(layer) ? { visible: true, locked: false, parallax: 1, ...layer } : layer,
          )
        : (raw.layers ?? {});
      fillOrder(layers);
      return { settings: {}, ...raw, layers, entities: readEntities(source, raw.entities, errors) };
    }),
    scripts: scriptTexts,
    assets: readAssets(head, assets, files, bytesBySha, used, errors),
    tilesets: readRecords('tilesets', files, sources, errors, (_, raw) => readTilesetFile(raw)),
    prefabs: readRecords('prefabs', files, sources, errors, (source, raw) => ({
      ...raw,
      entities: readEntities(source, raw.entities, errors),
    })),
    ...(comments && { comments: comments.data ?? {} }),
  };
  fillOrder(data.scenes);
  fillOrder(data.prefabs);

  for (const { path, message, severity } of checkProject(data)) {
    const said = path[0] === 'comments' ? comments : null;
    const source = said ?? sources.get(`${path[0]}/${path[1]}`);
    const inFile = said
      ? path.slice(1)
      : source
        ? path.slice(2)
        : path[0] === 'format'
          ? ['perigee', ...path.slice(1)]
          : path;
    const problem: Problem = {
      file: (source ?? head).file,
      line: (source ?? head).lineOf(inFile),
      message: `${formatPath(inFile)}${inFile.length ? ': ' : ''}${message}.`,
    };
    if (path[0] === 'format' && perigee === undefined)
      errors.push({
        file: head.file,
        line: 1,
        message: 'perigee: the number of the file format is missing; write "perigee: 1".',
      });
    else (severity === 'error' ? errors : warnings).push(problem);
  }
  for (const path of files.keys())
    if (
      path.startsWith('assets/') &&
      !used.has(path) &&
      !path.split('/').some((part) => part.startsWith('.'))
    )
      warnings.push({
        file: path,
        message: 'project.yaml does not list this file among its assets; it is not used.',
      });
  if (errors.length) return report();
  return { bundle: { project: data as unknown as ProjectData, files: bytesBySha }, errors, warnings };
}

/** The files of one folder, each a record with an id of its own. */
function readRecords(
  folder: string,
  files: ReadonlyMap<string, Uint8Array>,
  sources: Map<string, YamlFile>,
  errors: Problem[],
  complete: (source: YamlFile, raw: Raw) => Raw,
): Raw {
  const records: [string, Raw][] = [];
  const paths = [...files.keys()]
    .filter((path) => new RegExp(`^${folder}/[^/.][^/]*\\.ya?ml$`).test(path))
    .sort();
  for (const file of paths) {
    const before = errors.length;
    const source = new YamlFile(file, files.get(file)!, errors);
    if (errors.length > before) continue;
    if (!isRaw(source.data)) {
      errors.push({
        file,
        line: 1,
        message: `The file must be a map with an id and a name, is ${show(source.data)}.`,
      });
      continue;
    }
    const { id, ...raw } = source.data;
    if (typeof id !== 'string' || id === '') {
      errors.push({ file, line: source.lineOf(['id']), message: `id: must be a text, is ${show(id)}.` });
      continue;
    }
    const other = sources.get(`${folder}/${id}`);
    if (other) {
      const message = `id: "${id}" is also the id of ${other.file}; give one of them another.`;
      errors.push({ file, line: source.lineOf(['id']), message });
      continue;
    }
    sources.set(`${folder}/${id}`, source);
    records.push([id, complete(source, raw)]);
  }
  return Object.fromEntries(records);
}

/** Scripts are the .lua files; `scripts` in the head renames those whose path no file system can hold. */
function readScripts(
  head: YamlFile,
  odd: unknown,
  files: ReadonlyMap<string, Uint8Array>,
  errors: Problem[],
): unknown {
  const renamed = new Map<string, string>();
  if (odd !== undefined && !isRaw(odd)) return odd;
  for (const [path, file] of Object.entries(odd ?? {})) {
    if (typeof file === 'string' && files.has(file)) renamed.set(file, path);
    else
      errors.push({
        file: head.file,
        line: head.lineOf(['scripts', path]),
        message: `scripts.${path}: there is no file ${show(file)}.`,
      });
  }
  const texts: [string, string][] = [];
  for (const [file, bytes] of files) {
    if (!isScriptFile(file)) continue;
    const source = decode(file, bytes, errors);
    if (source !== null) texts.push([renamed.get(file) ?? file, source]);
  }
  return Object.fromEntries(texts.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** {@link inspectFolder} as one result: the first error, with the number of further ones. Warnings are passed over. */
export function readFolder(files: ReadonlyMap<string, Uint8Array>): Result<ProjectBundle> {
  const { bundle, errors } = inspectFolder(files);
  if (bundle) return ok(bundle);
  const [first, ...more] = errors;
  if (!first) return fail({ message: 'This is no project folder.' });
  const rest = more.length ? ` (and ${more.length} more ${more.length === 1 ? 'problem' : 'problems'})` : '';
  return fail({ ...first, message: first.message + rest });
}
