/** Which other files a file of another tool names, for those who fetch them from a disk. */

const named: readonly { file: RegExp; reference: RegExp; json: boolean }[] = [
  {
    file: /\.(tmx|tsx|tx)$/i,
    reference: /\s(?:source|template)\s*=\s*["']([^"'<>]+)["']/g,
    json: false,
  },
  {
    file: /\.(tmj|tsj|tj|world)$/i,
    reference: /"(?:image|source|template|fileName)"\s*:\s*("(?:[^"\\]|\\.)*")/g,
    json: true,
  },
  // A list of automapping rules.
  { file: /\.txt$/i, reference: /^\s*(?!#|\/\/|\[)(\S.*?)\s*$/gm, json: false },
  {
    file: /\.ldtk$/i,
    reference: /"(?:relPath|bgRelPath|externalRelPath)"\s*:\s*("(?:[^"\\]|\\.)*")/g,
    json: true,
  },
];

const fetched = /\.(tsx|tsj|tx|tj|tmx|tmj|json|ldtkl|png|jpe?g|gif|webp|bmp|aseprite|ase)$/i;
/** A list of rules names maps and further lists, nothing else. */
const listed = /\.(tmx|tmj|json|txt)$/i;

/** The paths that a file names, as it says them. Nothing is decoded further than that. */
export function referencesIn(path: string, bytes: Uint8Array): string[] {
  const kind = named.find(({ file }) => file.test(path));
  if (!kind) return [];
  const text = new TextDecoder().decode(bytes);
  const paths = [...text.matchAll(kind.reference)].map(([, found]) =>
    kind.json ? unquoted(found!) : found!,
  );
  return [...new Set(paths)]
    .filter((each) => (/\.txt$/i.test(path) ? listed : fetched).test(each))
    .map((each) => each.replaceAll('\\', '/'));
}

function unquoted(literal: string): string {
  try {
    return JSON.parse(literal) as string;
  } catch {
    return '';
  }
}
