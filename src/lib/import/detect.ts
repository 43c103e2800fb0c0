import { fail, ok, type Result } from '../base/result.ts';
import { projectFolderIn } from './project-zip.ts';
import { baseName } from './source-files.ts';
import { looksLikeZip, unzip } from './unzip.ts';

/** What dropped files are, with the files that matter; zips are opened. */
export interface Detected {
  /** A Perigee project folder, maps of Tiled with what they need, or images on their own. */
  kind: 'project' | 'tiled' | 'images';
  files: ReadonlyMap<string, Uint8Array>;
}

const supported =
  'Perigee projects (zip), Tiled maps (.tmx with their .tsx and images) and PNG images can be imported';

/** Formats of Tiled that hold the same in another way. */
const resave: Readonly<Record<string, string>> = {
  tmj: 'Save the map as TMX in Tiled (File > Save As) and import that.',
  tsj: 'Save the tileset as TSX in Tiled (File > Save As) and import that.',
  json: 'If this is a map of Tiled, save it as TMX (File > Save As) and import that.',
  tsx: 'This is a tileset of Tiled on its own; import it together with a map (.tmx) that uses it.',
};

/** Decides what dropped files are by their names and beginnings. One message when they are nothing that is known. */
export function detectImport(given: ReadonlyMap<string, Uint8Array>): Result<Detected> {
  let files = given;
  let within = '';
  const zips = [...given].filter(([path, bytes]) => /\.zip$/i.test(path) || looksLikeZip(bytes));
  const [first] = zips;
  if (first) {
    if (given.size > 1)
      return fail({
        file: baseName(first[0]),
        message: 'Import a zip on its own, without other files beside it.',
      });
    const unpacked = unzip(first[1], baseName(first[0]));
    if (!unpacked.ok) return unpacked;
    files = unpacked.value;
    within = baseName(first[0]);
  }
  const project = projectFolderIn(files);
  if (project) return ok({ kind: 'project', files: project });
  const paths = [...files.keys()];
  if (paths.some((path) => /\.tmx$/i.test(path))) return ok({ kind: 'tiled', files });
  if (paths.length > 0 && paths.every((path) => /\.png$/i.test(path))) return ok({ kind: 'images', files });
  if (paths.length === 0)
    return fail({ ...(within ? { file: within } : {}), message: 'There are no files in it.' });
  const odd = paths.find((path) => !/\.png$/i.test(path))!;
  const hint = resave[odd.slice(odd.lastIndexOf('.') + 1).toLowerCase()] ?? `${supported}.`;
  return fail({
    file: within ? `${within}/${odd}` : odd,
    message: `Nothing that can be imported was found. ${hint}`,
  });
}
