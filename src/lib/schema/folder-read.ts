/** Reads what folder-write writes, and what people write by hand, with every problem at its file and line. */
import {
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  visit,
  type Document,
  type Pair,
  type YAMLMap,
} from 'yaml';
import { ordersBetween } from '../base/order.ts';
import { pngSize } from '../base/png.ts';
import { fail, ok, type Problem, type Result } from '../base/result.ts';
import { sha256Hex } from '../base/sha256.ts';
import type { ProjectBundle } from './addition.ts';
import { typeOfKey, fieldOf } from './components.ts';
import { tilesFromText } from './folder-tiles.ts';
import { isScriptFile } from './folder-write.ts';
import { defaultSettings, type ProjectData } from './project.ts';
import { checkProject, formatPath, show, type Path } from './validate.ts';

/** What reading a folder found. */
export interface FolderReport {
  /** `null` when there are errors. */
  bundle: ProjectBundle | null;
  /** Why it is no project. */
  errors: Problem[];
  /** What will not work: unknown components, scripts and assets that are missing, files that nothing names. */
  warnings: Problem[];
}

type Raw = Record<string, unknown>;
const isRaw = (value: unknown): value is Raw =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !ArrayBuffer.isView(value);

/** One YAML file, its data and the way back to its lines. */
class YamlFile {
  readonly data: unknown;
  readonly #doc: Document.Parsed | null = null;
  readonly #lines = new LineCounter();
  readonly #pairs = new Map<YAMLMap, Map<string, Pair>>();

  constructor(
    readonly file: string,
    bytes: Uint8Array,
    errors: Problem[],
  ) {
    const source = decode(file, bytes, errors);
    if (source === null) return;
    const doc = parseDocument(source, {
      lineCounter: this.#lines,
      prettyErrors: false,
      stringKeys: true,
      // Its own check compares each key with each; the one below looks them up.
      uniqueKeys: false,
      logLevel: 'error',
    });
    for (const error of doc.errors) {
      const message = `${error.message.replace(/\.?$/, '')}; the YAML cannot be read.`;
      errors.push({ file, line: this.#lines.linePos(error.pos[0]).line, message });
    }
    if (doc.errors.length) return;
    visit(doc, {
      Map: (_, map) => {
        const keys = new Set<unknown>();
        for (const { key } of map.items) {
          if (!isScalar(key)) continue;
          if (keys.has(key.value))
            errors.push({
              file,
              line: this.#lines.linePos(key.range![0]).line,
              message: `"${String(key.value)}" is written twice in the same map; keep one of them, each key must be unique.`,
            });
          keys.add(key.value);
        }
      },
      Alias: (_, alias) => {
        const message = 'References (&name and *name) are not used in project files; write the value out.';
        errors.push({ file, line: this.#lines.linePos(alias.range![0]).line, message });
        return visit.BREAK;
      },
    });
    this.#doc = doc;
    if (!errors.some((error) => error.file === file)) this.data = doc.toJS();
  }

  /** Looked up, since a scene has thousands of entities and may have as many problems. */
  #pairOf(map: YAMLMap, key: string): Pair | undefined {
    let pairs = this.#pairs.get(map);
    if (!pairs) {
      pairs = new Map(map.items.map((pair) => [isScalar(pair.key) ? String(pair.key.value) : '', pair]));
      this.#pairs.set(map, pairs);
    }
    return pairs.get(key);
  }

  /** The line of the deepest part of the path that is written in the file. */
  lineOf(path: Path): number | undefined {
    let node: unknown = this.#doc?.contents;
    let at = isMap(node) || isSeq(node) || isScalar(node) ? node.range?.[0] : undefined;
    for (const key of path) {
      if (isMap(node)) {
        const pair = this.#pairOf(node, String(key));
        if (!pair) break;
        at = (isScalar(pair.key) ? pair.key.range?.[0] : undefined) ?? at;
        node = pair.value;
      } else if (isSeq(node)) {
        node = node.items[Number(key)];
        at = (isMap(node) || isSeq(node) || isScalar(node) ? node.range?.[0] : undefined) ?? at;
      } else break;
    }
    return at === undefined ? undefined : this.#lines.linePos(at).line;
  }
}

function decode(file: string, bytes: Uint8Array, errors: Problem[]): string | null {
  try {
    // Keeping a byte order mark keeps the file equal to the byte when it is written again.
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    errors.push({ file, message: 'The file is not text in UTF-8; save it as UTF-8.' });
    return null;
  }
}

const kinds: Readonly<Record<string, string>> = {
  png: 'image',
  jpg: 'image',
  jpeg: 'image',
  gif: 'image',
  webp: 'image',
  avif: 'image',
  mp3: 'sound',
  ogg: 'sound',
  wav: 'sound',
  m4a: 'sound',
  flac: 'sound',
  ttf: 'font',
  otf: 'font',
  woff: 'font',
  woff2: 'font',
};
const kindOf = (file: string) => kinds[file.slice(file.lastIndexOf('.') + 1).toLowerCase()] ?? 'data';

/** Gives order keys to records when none of them has one: hand-written files then keep the order they are written in. */
function fillOrder(records: unknown): void {
  if (!isRaw(records)) return;
  const items = Object.values(records).filter(isRaw);
  if (items.some((item) => item.order !== undefined)) return;
  const keys = ordersBetween(null, null, items.length);
  items.forEach((item, at) => (item.order = keys[at]));
}

/** Entities with what may be left out filled in, and tile rows turned into grids. */
function readEntities(source: YamlFile, raw: unknown, errors: Problem[]): unknown {
  if (raw === undefined || raw === null) return {};
  if (!isRaw(raw)) return raw;
  const entities = mapValues(raw, (value, id) => {
    if (!isRaw(value)) return value;
    const given = value.components ?? {};
    const components = isRaw(given)
      ? {
          Transform: {},
          ...mapValues(given, (fields, key) => readComponent(source, fields, id, key, errors)),
        }
      : given;
    return {
      parent: null,
      layer: '',
      tags: [],
      visible: true,
      locked: false,
      prefab: '',
      ...value,
      components,
    };
  });
  fillOrder(entities);
  return entities;
}

function readComponent(
  source: YamlFile,
  fields: unknown,
  id: string,
  key: string,
  errors: Problem[],
): unknown {
  if (fields === null) return {};
  if (!isRaw(fields)) return fields;
  return mapValues(fields, (value, field) => {
    if (fieldOf(key, field)?.type !== 'tiles') return value;
    try {
      return tilesFromText(value);
    } catch (error) {
      const place = ['entities', id, 'components', key, field];
      const message = `entities.${id}.${typeOfKey(key)}.${field}: ${(error as Error).message}.`;
      errors.push({ file: source.file, line: source.lineOf(place), message });
      return {};
    }
  });
}

function mapValues(record: Raw, change: (value: unknown, key: string) => unknown): Raw {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value, key)]));
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
    tilesets: readRecords('tilesets', files, sources, errors, (_, raw) => ({
      margin: 0,
      spacing: 0,
      offset: [0, 0],
      tiles: {},
      ...raw,
    })),
    prefabs: readRecords('prefabs', files, sources, errors, (source, raw) => ({
      ...raw,
      entities: readEntities(source, raw.entities, errors),
    })),
  };
  fillOrder(data.scenes);
  fillOrder(data.prefabs);

  for (const { path, message, severity } of checkProject(data)) {
    const source = sources.get(`${path[0]}/${path[1]}`);
    const inFile = source ? path.slice(2) : path[0] === 'format' ? ['perigee', ...path.slice(1)] : path;
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

function readAssets(
  head: YamlFile,
  raw: unknown,
  files: ReadonlyMap<string, Uint8Array>,
  bytesBySha: Map<string, Uint8Array>,
  used: Set<string>,
  errors: Problem[],
): unknown {
  if (raw === undefined || raw === null) return {};
  if (!isRaw(raw)) return raw;
  return mapValues(raw, (value, id) => {
    if (!isRaw(value)) return value;
    const { file, width, height, ...rest } = value;
    const path = file ?? `assets/${String(rest.name)}`;
    const bytes = typeof path === 'string' ? files.get(path) : undefined;
    if (!bytes) {
      const message = `assets.${id}: there is no file ${show(path)}.`;
      errors.push({ file: head.file, line: head.lineOf(['assets', id]), message });
      return { ...rest, kind: 'data', sha256: '0'.repeat(64), size: 0, meta: {} };
    }
    used.add(path as string);
    const sha256 = sha256Hex(bytes);
    bytesBySha.set(sha256, bytes);
    const kind = rest.kind ?? kindOf(path as string);
    // The header of the file wins: somebody may have drawn the image anew, in another size.
    const meta = (kind === 'image' ? pngSize(bytes) : null) ?? { width, height };
    const known = Object.fromEntries(Object.entries(meta).filter(([, size]) => size !== undefined));
    return { ...rest, kind, sha256, size: bytes.length, meta: known };
  });
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
