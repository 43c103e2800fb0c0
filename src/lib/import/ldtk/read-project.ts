/** LDtk project files (`.ldtk`) of the versions 0.8 to 1.5 as one model. */
import type { JsonPlace } from '../json.ts';
import type { LdtkLayout, LdtkProject, LdtkWorld, LevelContext } from './model.ts';
import { straysOf } from './known-keys.ts';
import { colorOf, readEntityDefs, readEnums, readLayerDefs, readTilesets } from './read-defs.ts';
import { readLevel } from './read-levels.ts';

/** The newest version of the format that the reader was written for, as major and minor. */
export const newestKnown: readonly [number, number] = [1, 5];

const layouts: readonly LdtkLayout[] = ['Free', 'GridVania', 'LinearHorizontal', 'LinearVertical'];

function readLayout(place: JsonPlace): LdtkLayout {
  const text = place.text('Free');
  const layout = layouts.find((each) => each === text);
  if (!layout) throw place.problem(`"${text.slice(0, 30)}" is no world layout that is known.`);
  return layout;
}

/** The major and minor number of a version such as `1.5.3` or `0.9.3-beta`. */
export function versionOf(text: string): [number, number] | null {
  const found = /^v?(\d+)\.(\d+)/.exec(text);
  return found ? [Number(found[1]), Number(found[2])] : null;
}

/** Whether this is a project file of LDtk at all. */
const isLdtkProject = (root: JsonPlace): boolean =>
  root.get('defs').present &&
  (root.get('jsonVersion').present || root.get('__header__').get('app').value === 'LDtk');

/** Reads a project; its levels are read when they are asked for, since their layers may be in files of their own. */
export function readProject(root: JsonPlace): LdtkProject {
  if (!isLdtkProject(root)) throw root.problem('The file is no project of LDtk.');
  const version = root.first('jsonVersion').text('');
  const known = versionOf(version);
  if (!known) throw root.get('jsonVersion').problem(`"${version.slice(0, 20)}" is no version of LDtk.`);
  if (known[0] === 0 && known[1] < 8)
    throw root.problem(
      `The file is of LDtk ${version}; open and save it in LDtk 0.8 or newer, then import it again.`,
    );
  const defs = root.get('defs').object;
  const layers = readLayerDefs(defs.get('layers').items);
  const entities = readEntityDefs(defs.get('entities').items);
  const projectBackground = colorOf(root.get('bgColor'), '#40465b');
  const context: LevelContext = {
    background: colorOf(root.get('defaultLevelBgColor'), projectBackground),
    layers,
    entities,
  };
  // With several worlds the levels are in them; until then they are in the root.
  const several = root.get('worlds').items;
  const worlds = (several.length > 0 ? several : [root]).map((place): LdtkWorld => ({
    name: several.length > 0 ? place.object.get('identifier').text('World') : '',
    layout: readLayout(place.get('worldLayout')),
    levels: place.get('levels').items.map((level) => readLevel(level, context)),
  }));
  return {
    file: root.file,
    version,
    worlds,
    tilesets: readTilesets(defs.get('tilesets').items),
    layers,
    entities,
    enums: [
      ...readEnums(defs.get('enums').items, false),
      ...readEnums(defs.get('externalEnums').items, true),
    ],
    context,
    stray: straysOf(root, 'project'),
    simplified: root.get('simplifiedExport').flag(false),
  };
}
