/** A file of a project folder as text, as YAML, and the way from a value back to its line. */
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
import type { Problem } from '../base/result.ts';
import type { Path } from './checks.ts';

/** One YAML file, its data and the way back to its lines. */
export class YamlFile {
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

/** Text in UTF-8; `null` and a problem when it is none. */
export function decode(file: string, bytes: Uint8Array, errors: Problem[]): string | null {
  try {
    // Keeping a byte order mark keeps the file equal to the byte when it is written again.
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    errors.push({ file, message: 'The file is not text in UTF-8; save it as UTF-8.' });
    return null;
  }
}
