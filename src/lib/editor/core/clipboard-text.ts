/** Copied entities as the text on the clipboard. What comes back from there may be anything. Pure. */
import { isRecord, isString } from '../../base/guards.ts';
import { fail, ok, type Result } from '../../base/result.ts';
import { blankEntity, blankProject } from '../../schema/blank.ts';
import { formatPath } from '../../schema/checks.ts';
import type { EntityData, ProjectSettings } from '../../schema/project.ts';
import { checkProject } from '../../schema/validate.ts';
import type { Copied } from './clipboard.ts';
import type { Needs } from './clipboard-needs.ts';
import { fromTileJson, toTileJson } from './tile-json.ts';

/** Says that a text on the clipboard is ours. */
const MARK = 'perigee/entities';
/** Characters; more than this is no level but an accident. */
const LONGEST = 64 * 1024 * 1024;

/** What goes over the clipboard. */
export interface Clipping {
  readonly copied: Copied;
  readonly needs: Needs;
  /** Id of the project that it comes from; '' when that is not known. */
  readonly project: string;
  /** Bytes of files by their SHA-256, in base64; larger ones are left where they are. */
  readonly files: Readonly<Record<string, string>>;
}

/** For the clipboard. */
export const toText = ({ copied, needs, project, files }: Clipping): string =>
  toTileJson({ kind: MARK, project, ...copied, ...needs, files });

const refused = (what: string) => fail({ message: `What was copied cannot be pasted: ${what}.` });

/** The reverse of {@link toText}; what is missing gets its default. Refuses any other text with the reason. */
export function fromText(text: string): Result<Clipping> {
  if (!text.includes(MARK))
    return fail({
      message: 'Nothing to paste: copy something in a scene first, here or in another project.',
    });
  if (text.length > LONGEST) return refused('it is too large');
  let data: unknown;
  try {
    data = fromTileJson(text);
  } catch {
    return refused('the text on the clipboard is cut off or damaged');
  }
  if (!isRecord(data) || data.kind !== MARK)
    return refused('the text on the clipboard is not what was copied');
  const { entities: given, roots: ids, project, files = {} } = data;
  if (!isRecord(given) || !Array.isArray(ids)) return refused('the entities are missing');
  const bad = Object.keys(given).find((id) => !isRecord(given[id]));
  if (bad !== undefined) return refused(`${bad} is no entity`);
  // Own properties whatever their names are: an id such as __proto__ is for the check to refuse.
  const entities: Record<string, EntityData> = Object.fromEntries(
    Object.entries(given).map(([id, entity]) => [id, blankEntity(entity as Partial<EntityData>)]),
  );
  const records = { scripts: {}, assets: {}, tilesets: {}, prefabs: {}, ...pick(data, RECORDS) };
  const named = { materials: {}, inputs: {}, collisionLayers: [], ...pick(data, SETTINGS) };
  const blank = blankProject('Copied');
  // Copied entities may name no layer at all, which a project may not.
  const layers: unknown = named.collisionLayers;
  const some = Array.isArray(layers) && layers.length === 0 ? blank.settings.collisionLayers : layers;
  const settings = { ...blank.settings, ...named, collisionLayers: some } as ProjectSettings;
  const scene = { name: 'Copied', order: 'a0', settings: {}, layers: {}, entities };
  const wrong = checkProject({ ...blank, ...records, settings, scenes: { copied: scene } }).find(
    ({ severity }) => severity === 'error',
  );
  if (wrong)
    return refused(`${formatPath(wrong.path.slice(wrong.path[0] === 'scenes' ? 3 : 0))} ${wrong.message}`);
  const roots = ids.filter((id): id is string => isString(id) && Object.hasOwn(entities, id));
  if (roots.length === 0) return refused('it holds no entity');
  if (!isRecord(files) || !Object.values(files).every(isString)) return refused('the files are damaged');
  return ok({
    copied: { roots: [...new Set(roots)], entities, places: placesOf(data.places) },
    needs: { ...records, ...named } as Needs,
    project: isString(project) ? project : '',
    files: files as Record<string, string>,
  });
}

const RECORDS = ['scripts', 'assets', 'tilesets', 'prefabs'] as const;
const SETTINGS = ['materials', 'inputs', 'collisionLayers'] as const;

function pick<K extends keyof Needs>(
  data: Record<string, unknown>,
  names: readonly K[],
): Partial<Record<K, unknown>> {
  const given = names.filter((name) => data[name] !== undefined).map((name) => [name, data[name]]);
  return Object.fromEntries(given) as Partial<Record<K, unknown>>;
}

/** Only places that are places. */
function placesOf(value: unknown): Copied['places'] {
  const finite = (each: unknown) => Number.isFinite(each);
  return Object.fromEntries(
    Object.entries(isRecord(value) ? value : {}).filter(
      ([, place]) =>
        isRecord(place) &&
        finite(place.rotation) &&
        Array.isArray(place.position) &&
        place.position.length === 2 &&
        place.position.every(finite),
    ),
  ) as Copied['places'];
}
