/** Which of some files rules are run from. */
import { fail, ok, type Problem, type Result } from '../../base/result.ts';
import type { FileType } from '../../base/file-type.ts';
import { fileType } from '../../base/file-type.ts';
import { isRecord } from '../../base/guards.ts';
import { checkedHeader } from '../image-limits.ts';
import type { IntakeDeps } from '../import-deps.ts';
import { openZips } from '../open-zips.ts';
import { baseName, SourceFiles, stemOf } from '../source-files.ts';
import { tiledKind } from '../tiled/library.ts';
import { rulesFrom, type RulesFor } from './tiled-rules.ts';

/** Rules, and the files that they came as. */
export interface FoundRules {
  rules: readonly RulesFor[];
  /** Zips opened, pictures encoded anew. */
  files: ReadonlyMap<string, Uint8Array>;
  /** What they may be called. */
  name: string;
  /** Files that were not taken, and why. */
  refused: readonly Problem[];
}

const depth = (path: string): number => path.split(/[\\/]/u).length;
const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

/** Layers by which a map says that it holds rules. */
const RULE_LAYER = /\bname"?\s*[=:]\s*["'](?:input|output)[^"'_]*_/iu;

/**
 * What rules begin with: the outermost rules.txt, else the one that a project of Tiled names, else the only list, else every map
 * that holds rules.
 */
export function ruleStarts(files: ReadonlyMap<string, Uint8Array>): string[] {
  const paths = [...files.keys()].sort((a, b) => depth(a) - depth(b) || (a < b ? -1 : 1));
  const list = paths.find((path) => baseName(path).toLowerCase() === 'rules.txt');
  if (list !== undefined) return [list];
  const named = paths.flatMap((path) => {
    if (!/\.tiled-project$/iu.test(path)) return [];
    const rules = rulesOfProject(files.get(path)!);
    const found = rules === '' ? null : new SourceFiles(files).find(path, rules);
    return found === null ? [] : [found];
  });
  if (named.length > 0) return named.slice(0, 1);
  const lists = paths.filter((path) => /\.txt$/iu.test(path));
  if (lists.length === 1) return lists;
  return paths.filter(
    (path) => tiledKind(path, files.get(path)!) === 'map' && RULE_LAYER.test(text(files.get(path)!)),
  );
}

/** The file of rules that a project of Tiled names; '' for none. */
function rulesOfProject(bytes: Uint8Array): string {
  try {
    const project: unknown = JSON.parse(text(bytes));
    const rules = isRecord(project) ? project.automappingRulesFile : '';
    return typeof rules === 'string' ? rules : '';
  } catch {
    return '';
  }
}

/** Reads the rules among files, folders and zips that came together. Never throws. */
export async function findRules(
  given: ReadonlyMap<string, Uint8Array>,
  deps: Pick<IntakeDeps, 'cleanImage'> = {},
): Promise<Result<FoundRules>> {
  const refused: Problem[] = [];
  const files = openZips(given, refused);
  const starts = ruleStarts(files);
  if (starts.length === 0)
    return fail(
      refused[0] ?? {
        message:
          'There are no rules of automapping in it: no rules.txt, and no map with layers such as "input_Ground" and "output_Ground".',
      },
    );
  await cleanPictures(files, deps, refused);
  const rules: RulesFor[] = [];
  for (const start of starts) {
    const read = rulesFrom(start, files);
    if (!read.ok) return read;
    rules.push(...read.value);
  }
  return ok({ rules, files, name: nameOf([...given.keys()], starts), refused });
}

/** By a folder or zip that they came in, else by where they begin. */
function nameOf(given: readonly string[], [start = 'rules']: readonly string[]): string {
  const [only = start] = given;
  const folder = /^([^\\/]+)[\\/]/u.exec(only)?.[1];
  return folder ?? stemOf(given.length === 1 ? only : start);
}

async function cleanPictures(
  files: Map<string, Uint8Array>,
  { cleanImage }: Pick<IntakeDeps, 'cleanImage'>,
  refused: Problem[],
): Promise<void> {
  const pictures = [...files].flatMap(([path, bytes]): [string, Uint8Array, FileType][] => {
    const type = fileType(bytes);
    return type?.kind === 'image' ? [[path, bytes, type]] : [];
  });
  for (const [path, bytes, type] of pictures) {
    const header = checkedHeader(bytes, type, path);
    const clean = header.ok && cleanImage ? await cleanImage(bytes, type, header.value, path) : header;
    if (!clean.ok) {
      refused.push(clean.error);
      files.delete(path);
    } else if ('bytes' in clean.value) files.set(path, clean.value.bytes);
  }
}
