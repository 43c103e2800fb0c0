/**
 * Is this data a project? Derived from the component table; used for folders, uploads and the command line.
 * Errors refuse the data as a whole; warnings name what will not work, such as a script that is missing.
 */
import { checkMeta } from './asset-meta.ts';
import { commentsCheck } from './comments.ts';
import { component, importedFacts, storedName, vector } from './check-fields.ts';
import { checkReferences } from './check-references.ts';
import { tileset } from './check-tilesets.ts';
import {
  color,
  firstFinding,
  flag,
  id,
  list,
  must,
  numberIn,
  orderKey,
  pair,
  recordOf,
  shape,
  show,
  text,
  type Check,
  type Finding,
} from './checks.ts';
import { bookmarkShape, bookmarkSlot, gridShape, guideShape } from './navigation.ts';
import { FORMAT_VERSION, type ProjectData } from './project.ts';
import { stampsCheck } from './stamps.ts';

const innerPath = must(
  (value) =>
    typeof value === 'string' && /^[^\s/\p{C}]+(\/[^\s/\p{C}]+)*$/u.test(value) && value.length <= 1024,
  'the path of an inner entity, such as arm/hand',
);
const override = shape(
  { components: recordOf(component) },
  { name: text, tags: list(text), visible: flag, removed: flag },
);
const entity = shape(
  {
    name: text,
    parent: (value, path, report) => value === null || id(value, path, report),
    order: orderKey,
    layer: text,
    tags: list(text),
    visible: flag,
    locked: flag,
    prefab: text,
    components: recordOf(component),
  },
  { overrides: recordOf(() => override, innerPath) },
);
const layer = shape(
  { name: text, order: orderKey, visible: flag, locked: flag, parallax: numberIn() },
  { tint: color, grid: gridShape, imported: importedFacts },
);
const scene = shape(
  {
    name: text,
    order: orderKey,
    settings: shape({}, { gravity: vector, background: color }),
    layers: recordOf(() => layer, id),
    entities: recordOf(() => entity, id),
  },
  {
    guides: recordOf(() => guideShape, id),
    bookmarks: recordOf(() => bookmarkShape, bookmarkSlot),
    imported: importedFacts,
  },
);
const assetName = must(
  (value) => typeof value === 'string' && value.length > 0 && value.length <= 255,
  'a file name',
);
const asset = shape({
  name: assetName,
  kind: must(
    (value) => ['image', 'sound', 'font', 'data'].includes(value as string),
    'image, sound, font or data',
  ),
  sha256: must((value) => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value), 'a SHA-256 in hex'),
  size: numberIn(0, Number.MAX_SAFE_INTEGER, true),
  meta: checkMeta,
});
const prefab = shape({ name: text, order: orderKey, root: id, entities: recordOf(() => entity, id) });
const scriptPath = must(
  (value) =>
    typeof value === 'string' &&
    value.length > 0 &&
    value.length <= 255 &&
    !/\p{Cc}/u.test(value) &&
    value !== '__proto__',
  'a path such as behavior/hero.lua',
);
const collisionLayers: Check = (value, path, report) => {
  list(must((name) => typeof name === 'string' && name !== '', 'a name'))(value, path, report);
  if (Array.isArray(value) && (value.length < 1 || value.length > 32 || new Set(value).size < value.length))
    report(path, `must be 1 to 32 names, each once, is ${show(value)}`);
};
const material = shape({
  friction: numberIn(0, 1),
  restitution: numberIn(0, 1),
  density: numberIn(0.001, 100),
});
/** What is wrong with a material, such as `must be a number from 0 to 1, is 3`; `null` when nothing is. */
export const checkMaterial = (value: unknown): string | null => firstFinding(material, value);
const inputs = recordOf(
  () =>
    list(
      must(
        (value) => typeof value === 'string' && /^\w{1,64}$/.test(value),
        'a key or button such as Space or PadA',
      ),
    ),
  storedName,
);
/** What is wrong with the inputs of a project; `null` when nothing is. */
export const checkInputs = (value: unknown): string | null => firstFinding(inputs, value);
const settingsFields = {
  size: pair(numberIn(1, 16384)),
  gravity: vector,
  seed: numberIn(-Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER, true),
  background: color,
  pixelsPerMetre: numberIn(0.001),
  collisionLayers,
  materials: recordOf(() => material, storedName),
  inputs,
  stamps: stampsCheck,
};
const settings = shape(settingsFields);
/** The checks of single parts of a project, for readers that repair part by part. */
export const recordChecks = {
  imported: importedFacts,
  asset,
  assetName,
  scriptPath,
  settings: settingsFields,
} as const;
const format: Check = (value, path, report) => {
  if (!Number.isInteger(value) || (value as number) < 1)
    report(path, `must be a format number, is ${show(value)}`);
  else if ((value as number) > FORMAT_VERSION)
    report(path, `is format ${show(value)}, made by a newer Perigee; this one reads up to ${FORMAT_VERSION}`);
};
const project = shape(
  {
    format,
    name: text,
    settings,
    scenes: recordOf(() => scene, id),
    scripts: recordOf(() => text, scriptPath),
    assets: recordOf(() => asset, id),
    tilesets: recordOf(() => tileset, id),
    prefabs: recordOf(() => prefab, id),
  },
  { comments: commentsCheck },
);

/** Everything that is wrong with data that should be a project; it is a {@link ProjectData} when no finding is an error. */
export function checkProject(value: unknown): Finding[] {
  const findings: Finding[] = [];
  project(value, [], (path, message, severity = 'error') => findings.push({ path, message, severity }));
  if (findings.every(({ severity }) => severity !== 'error')) checkReferences(value as ProjectData, findings);
  return findings;
}
