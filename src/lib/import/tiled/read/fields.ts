/** Scalar fields of a part of a file, the same for TMX and TMJ, which give them the same names. */
import { fromTiledColor } from '../../../tiled/colors.ts';
import { problemAtPlace, type Place } from '../../../tiled/place.ts';
import { textOf, type XmlElement } from '../../xml.ts';

/** Reads fields; what is missing gives the fallback, what is wrong throws a problem that says where. */
export class Fields {
  constructor(
    readonly at: Place,
    /** What messages call the part, such as `<object>`. */
    readonly what: string,
    private readonly value: (name: string) => unknown,
  ) {}

  has(name: string): boolean {
    return this.value(name) !== undefined;
  }

  /** These fields, with those of another part where they are missing. */
  over(base: Fields): Fields {
    return new Fields(this.at, this.what, (name) => this.value(name) ?? base.value(name));
  }

  text(name: string, fallback = ''): string {
    const value = this.value(name) ?? fallback;
    if (typeof value === 'string') return value;
    if (typeof value === 'number' || typeof value === 'boolean') return String(value);
    throw this.problem(`"${name}" of ${this.what} must be a text.`);
  }

  /** A finite number; a problem when it is missing and there is no fallback. */
  number(name: string, fallback?: number): number {
    const given = this.value(name) ?? fallback;
    if (given === undefined) throw this.problem(`${this.what} has no "${name}".`);
    const value = typeof given === 'string' && given.trim() !== '' ? Number(given) : given;
    if (typeof value !== 'number' || !Number.isFinite(value))
      throw this.problem(`"${name}" of ${this.what} must be a number, is "${String(given).slice(0, 40)}".`);
    return value;
  }

  /** A whole number from `min` to `max`. */
  whole(name: string, min: number, max: number, fallback?: number): number {
    const value = this.number(name, fallback);
    if (!Number.isInteger(value) || value < min || value > max)
      throw this.problem(
        `"${name}" of ${this.what} must be a whole number from ${min} to ${max}, is ${value}.`,
      );
    return value;
  }

  /** `1`, `true` and true; everything else is false. */
  flag(name: string, fallback: boolean): boolean {
    const value = this.value(name);
    return value === undefined
      ? fallback
      : value === true || value === 1 || value === '1' || value === 'true';
  }

  color(name: string): string {
    return this.asColor(this.text(name));
  }

  asColor(text: string): string {
    const color = fromTiledColor(text);
    if (color === null) throw this.problem(`"${text.slice(0, 40)}" is no colour such as #ff8800.`);
    return color;
  }

  problem(message: string): Error {
    return problemAtPlace(this.at, message);
  }
}

export const placeOf = ({ file, line }: XmlElement): Place => ({ file, line });

/** The attributes of an element. */
export const xmlFields = (element: XmlElement): Fields =>
  new Fields(placeOf(element), `<${element.name}>`, (name) =>
    element.attributes.has(name) ? textOf(element, name) : undefined,
  );

export type JsonRecord = Readonly<Record<string, unknown>>;
export const isJsonRecord = (value: unknown): value is JsonRecord =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A record of a JSON file with the place where it stands. */
export class JsonNode {
  readonly fields: Fields;

  constructor(
    readonly at: Place,
    readonly record: JsonRecord,
  ) {
    this.fields = new Fields(at, at.path ? 'this' : 'the file', (name) => {
      const value = Object.hasOwn(record, name) ? record[name] : undefined;
      return value === null ? undefined : value;
    });
  }

  #place(key: string): Place {
    return { file: this.at.file, path: this.at.path ? `${this.at.path}.${key}` : key };
  }

  /** The record under a key; `null` when there is none. */
  child(key: string): JsonNode | null {
    const value = Object.hasOwn(this.record, key) ? this.record[key] : undefined;
    if (value === undefined || value === null) return null;
    if (!isJsonRecord(value)) throw problemAtPlace(this.#place(key), 'This must be an object.');
    return new JsonNode(this.#place(key), value);
  }

  /** The records of a list; none when it is missing. */
  list(key: string): JsonNode[] {
    const value = Object.hasOwn(this.record, key) ? this.record[key] : undefined;
    if (value === undefined || value === null) return [];
    if (!Array.isArray(value)) throw problemAtPlace(this.#place(key), 'This must be a list.');
    return value.map((item: unknown, at) => {
      const place = this.#place(`${key}[${at}]`);
      if (!isJsonRecord(item)) throw problemAtPlace(place, 'This must be an object.');
      return new JsonNode(place, item);
    });
  }
}

/** Parses a JSON file; throws a problem with the line where it breaks. */
export function parseJsonFile(bytes: Uint8Array, file: string): JsonNode {
  let source: string;
  try {
    source = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw problemAtPlace({ file }, 'The file is not text in UTF-8.');
  }
  let value: unknown;
  try {
    value = JSON.parse(source.replace(/^\uFEFF/, ''));
  } catch (error) {
    const position = /position (\d+)/.exec((error as Error).message)?.[1];
    const end = position === undefined ? source.length : Number(position);
    const line = source.slice(0, end).split('\n').length;
    throw problemAtPlace({ file, line }, 'The JSON is broken; the file is damaged or cut off.');
  }
  if (!isJsonRecord(value))
    throw problemAtPlace({ file }, 'The file is no map, tileset or template of Tiled.');
  return new JsonNode({ file }, value);
}
