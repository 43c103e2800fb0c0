/** Files that stand for themselves, as assets and scripts of a project. */
import type { FileType } from '../base/file-type.ts';
import { fail, ok, type Problem, type Result } from '../base/result.ts';
import { sha256Hex } from '../base/sha256.ts';
import type { AssetData } from '../schema/project.ts';
import { checkedHeader } from './image-limits.ts';
import { baseName, normalPath } from './source-files.ts';
import { zipLimits } from './unzip.ts';

const KNOWN =
  'Pictures, sounds, fonts, texts, Lua scripts, zips, Tiled maps, LDtk projects and Perigee projects can be taken.';

/** What browsers would run if they came upon it: of no use to a game. */
const RUNS = /\.(html?|xhtml|m?js|cjs|ts|exe|com|bat|cmd|ps1|sh|msi|jar|app|dll|so|py|php)$/i;

/** An asset and its bytes, or a script. */
export type Loose = { asset: AssetData; bytes: Uint8Array } | { script: string; text: string };

/** Takes one file, by what its bytes are. The refusal says why. */
export function looseFile(path: string, bytes: Uint8Array, type: FileType | null): Result<Loose> {
  const refuse = (message: string): { ok: false; error: Problem } => fail({ file: path, message });
  if (bytes.length === 0) return refuse('The file is empty.');
  if (bytes.length > zipLimits.fileBytes)
    return refuse(`The file is too large: at most ${zipLimits.fileBytes >> 20} MB can be stored.`);
  if (RUNS.test(path)) return refuse('Programs and web pages are not taken into a project.');
  if (!type || type.kind === 'zip') return refuse(lying(path) ?? `The file is of no known kind. ${KNOWN}`);
  const name = fittingName(baseName(path), type);
  const folder = folderOf(path);
  const asset = (kind: AssetData['kind'], measures: AssetData['meta'] = {}): Result<Loose> => {
    const meta = folder === '' ? measures : { ...measures, folder };
    return ok({ asset: { name, kind, sha256: sha256Hex(bytes), size: bytes.length, meta }, bytes });
  };
  if (type.kind === 'image') {
    const header = checkedHeader(bytes, type, path);
    return header.ok ? asset('image', { width: header.value.width, height: header.value.height }) : header;
  }
  if (type.kind !== 'text') return asset(type.kind);
  if (/\.lua$/i.test(path))
    return ok({ script: `behavior/${baseName(path)}`, text: new TextDecoder().decode(bytes) });
  const lie = lying(path);
  return lie === null ? asset('data') : refuse(lie);
}

/** The folder that it came in, as it is listed in the project; '' for none, and for one that nobody could name. */
function folderOf(path: string): string {
  const folder = normalPath(path).split('/').slice(0, -1).join('/');
  return folder.length > 200 ? '' : folder;
}

/** What to say of a file that is not what its name promises; `null` when it promises nothing. */
function lying(path: string): string | null {
  if (/\.(a?png|jpe?g|gif|webp|avif|bmp|svg)$/i.test(path))
    return 'This is not an image that the browser can show; it may be damaged.';
  if (/\.(wav|mp3|ogg|m4a|flac|opus)$/i.test(path))
    return 'This is not a sound that the browser can play; it may be damaged.';
  return /\.(woff2?|ttf|otf)$/i.test(path) ? 'This is no font; it may be damaged.' : null;
}

/** The name with an ending that says what the file is: `hero.svg` that has become a PNG is `hero.png`. */
export function fittingName(name: string, { kind, endings }: FileType): string {
  const ending = /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
  if (kind === 'text' || endings.includes(ending)) return name;
  const stem = /^(a?png|jpe?g|jfif|gif|webp|avif|bmp|svg|wav|mp3|ogg|m4a|flac|woff2?|ttf|otf)$/.test(ending)
    ? name.slice(0, -ending.length - 1)
    : name;
  return `${stem}.${endings[0]!}`;
}
