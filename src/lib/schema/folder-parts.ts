/** Parts of a project folder that may be written shorter than the data is: read with all filled in. */
import { ordersBetween } from '../base/order.ts';
import { pngSize } from '../base/png.ts';
import type { Problem } from '../base/result.ts';
import { sha256Hex } from '../base/sha256.ts';
import { metaSpecs } from './asset-meta.ts';
import { show } from './checks.ts';
import { fieldOf, typeOfKey } from './components.ts';
import { tilesFromText } from './folder-tiles.ts';
import { withFallbacks } from './meta-spec.ts';
import type { YamlFile } from './yaml-file.ts';

export type Raw = Record<string, unknown>;
export const isRaw = (value: unknown): value is Raw =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !ArrayBuffer.isView(value);

export function mapValues(record: Raw, change: (value: unknown, key: string) => unknown): Raw {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value, key)]));
}

/** Gives order keys to records when none of them has one: hand-written files then keep the order they are written in. */
export function fillOrder(records: unknown): void {
  if (!isRaw(records)) return;
  const items = Object.values(records).filter(isRaw);
  if (items.some((item) => item.order !== undefined)) return;
  const keys = ordersBetween(null, null, items.length);
  items.forEach((item, at) => (item.order = keys[at]));
}

/** Keys from the top of the file. */
type Place = readonly string[];

/** Entities with what may be left out filled in, and tile rows turned into grids. */
export function readEntities(source: YamlFile, raw: unknown, errors: Problem[]): unknown {
  if (raw === undefined || raw === null) return {};
  if (!isRaw(raw)) return raw;
  const entities = mapValues(raw, (value, id) => {
    if (!isRaw(value)) return value;
    const read = (given: unknown, place: Place) =>
      isRaw(given)
        ? mapValues(given, (fields, key) => readComponent(source, fields, [...place, key], errors))
        : given;
    const given = read(value.components ?? {}, ['entities', id, 'components']);
    const components = isRaw(given) ? { Transform: {}, ...given } : given;
    const overrides = isRaw(value.overrides)
      ? mapValues(value.overrides, (override, path) => {
          const inner = isRaw(override) ? override : {};
          const place = ['entities', id, 'overrides', path, 'components'];
          return override === null || isRaw(override)
            ? { ...inner, components: read(inner.components ?? {}, place) }
            : override;
        })
      : value.overrides;
    return {
      parent: null,
      layer: '',
      tags: [],
      visible: true,
      locked: false,
      prefab: '',
      ...value,
      components,
      ...(overrides === undefined || overrides === null ? {} : { overrides }),
    };
  });
  fillOrder(entities);
  return entities;
}

function readComponent(source: YamlFile, fields: unknown, at: Place, errors: Problem[]): unknown {
  const key = at.at(-1)!;
  if (fields === null) return {};
  if (!isRaw(fields)) return fields;
  return mapValues(fields, (value, field) => {
    if (fieldOf(key, field)?.type !== 'tiles') return value;
    try {
      return tilesFromText(value);
    } catch (error) {
      const place = [...at, field];
      const message = `entities.${at[1]}.${typeOfKey(key)}.${field}: ${(error as Error).message}.`;
      errors.push({ file: source.file, line: source.lineOf(place), message });
      return {};
    }
  });
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

/** Assets as project.yaml lists them, with what their files say: hash, size, measures. */
export function readAssets(
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
    const { file, ...told } = value;
    const [meta, rest] = splitMeta(told);
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
    const measures = kind === 'image' ? pngSize(bytes) : null;
    return { ...rest, kind, sha256, size: bytes.length, meta: { ...meta, ...measures } };
  });
}

/** What is told of an asset, completed, and what else stands with it. */
function splitMeta(told: Raw): [meta: Raw, rest: Raw] {
  const isMeta = ([field]: [string, unknown]) => Object.hasOwn(metaSpecs, field);
  const meta = Object.entries(told).filter((entry) => isMeta(entry) && entry[1] !== null);
  return [
    Object.fromEntries(
      meta.map(([field, value]) => [field, withFallbacks(metaSpecs[field as keyof typeof metaSpecs], value)]),
    ),
    Object.fromEntries(Object.entries(told).filter((entry) => !isMeta(entry))),
  ];
}
