/** The files of one import as maps, tilesets and templates, each read once. */
import type { TiledMap, TiledTileset } from '../../tiled/model.ts';
import { problemAtPlace, type Place } from '../../tiled/place.ts';
import { isBuiltIn, matchTiles } from '../automap/match-tiles.ts';
import { parseXmlFile, type XmlElement } from '../xml.ts';
import { tellStray, tmjNode, xmlNode } from './known-keys.ts';
import type { ReadContext, TiledTemplate } from './read/context.ts';
import { CustomTypes } from './read/custom-types.ts';
import { parseJsonFile, type JsonNode } from './read/fields.ts';
import { readJsonMap, readJsonTemplate, readJsonTileset } from './read/read-json.ts';
import { readXmlMap, readXmlTemplate, readXmlTileset } from './read/read-xml.ts';
import type { ImportSession } from './source.ts';

export type TiledFileKind = 'map' | 'tileset' | 'template' | 'world' | 'project';

const endings: Readonly<Record<string, TiledFileKind>> = {
  tmx: 'map',
  tmj: 'map',
  tsx: 'tileset',
  tsj: 'tileset',
  tx: 'template',
  tj: 'template',
  world: 'world',
  'tiled-project': 'project',
};

/** What a file of Tiled is, by its name, and for .json by its beginning; `null` for everything else. */
export function tiledKind(path: string, bytes: Uint8Array): TiledFileKind | null {
  const ending = /\.([^.\\/]+)$/.exec(path)?.[1]?.toLowerCase() ?? '';
  if (Object.hasOwn(endings, ending)) return endings[ending]!;
  if (ending !== 'json') return null;
  const text = new TextDecoder().decode(bytes.subarray(0, 1 << 22));
  if (/"type"\s*:\s*"world"/.test(text)) return 'world';
  if (!/"tilewidth"/.test(text)) return /"type"\s*:\s*"template"/.test(text) ? 'template' : null;
  return /"layers"\s*:/.test(text) ? 'map' : 'tileset';
}

const isJson = (bytes: Uint8Array): boolean => {
  const start = bytes.find((byte) => byte > 0x20 && byte !== 0xef && byte !== 0xbb && byte !== 0xbf);
  return start === 0x7b;
};

export class TiledLibrary {
  readonly #tilesets = new Map<string, TiledTileset>();
  readonly #templates = new Map<string, TiledTemplate>();
  readonly #reading = new Set<string>();
  readonly types = new CustomTypes();
  /** Where readers get the files that a file names. */
  readonly context: ReadContext;

  constructor(private readonly session: ImportSession) {
    this.context = {
      types: this.types,
      tileset: (at, source) =>
        isBuiltIn(source) ? matchTiles : this.tileset(this.#find(at, source, 'tileset'), at),
      template: (at, source) => this.#template(this.#find(at, source, 'template'), at),
    };
  }

  #find(at: Place, source: string, what: string): string {
    return this.session.find(at, source, what);
  }

  map(path: string): TiledMap {
    return this.#read(path, this.session.files.bytes(path), 'map', readJsonMap, readXmlMap);
  }

  /** Reads a file, and tells what of it nobody reads. */
  #read<T>(
    path: string,
    bytes: Uint8Array,
    kind: string,
    json: (root: JsonNode, context: ReadContext) => T,
    xml: (root: XmlElement, context: ReadContext) => T,
  ): T {
    if (isJson(bytes)) {
      const root = parseJsonFile(bytes, path);
      const made = json(root, this.context);
      tellStray(this.session, path, tmjNode(root.record), kind);
      return made;
    }
    const root = parseXmlFile(bytes, path);
    const made = xml(root, this.context);
    tellStray(this.session, path, xmlNode(root), kind);
    return made;
  }

  /** Whether a tileset file has been read. */
  knows(path: string): boolean {
    return this.#tilesets.has(path);
  }

  tileset(path: string, at: Place = { file: path }): TiledTileset {
    return this.#once(this.#tilesets, path, at, (bytes) =>
      this.#read(path, bytes, 'tileset', readJsonTileset, readXmlTileset),
    );
  }

  #template(path: string, at: Place): TiledTemplate {
    return this.#once(this.#templates, path, at, (bytes) =>
      this.#read(path, bytes, 'template', readJsonTemplate, readXmlTemplate),
    );
  }

  #once<T>(known: Map<string, T>, path: string, at: Place, read: (bytes: Uint8Array) => T): T {
    const before = known.get(path);
    if (before !== undefined) return before;
    if (this.#reading.has(path)) throw problemAtPlace(at, `"${path}" uses itself.`);
    this.#reading.add(path);
    const made = read(this.session.files.bytes(path));
    this.#reading.delete(path);
    known.set(path, made);
    return made;
  }
}
