import { isRecord } from '../base/guards.ts';
import { ProblemError } from '../base/result.ts';

/** The line that an engine's message about broken JSON speaks of, where it says so. */
function lineOf(message: string, source: string): number | undefined {
  const line = /\bline (\d+)/.exec(message);
  if (line) return Number(line[1]);
  const position = /\bposition (\d+)/.exec(message);
  if (position) return source.slice(0, Number(position[1])).split('\n').length;
  return /end of (?:JSON )?(?:input|data)/i.test(message) ? source.split('\n').length : undefined;
}

/** Parses a JSON file; throws a {@link ProblemError} with file and, where it is known, line. */
export function parseJsonFile(bytes: Uint8Array, file: string): JsonPlace {
  let source: string;
  try {
    source = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new ProblemError({ file, message: 'The file is not text in UTF-8.' });
  }
  try {
    return new JsonPlace(file, '', JSON.parse(source) as unknown);
  } catch (error) {
    const line = lineOf((error as Error).message, source);
    throw new ProblemError({
      file,
      ...(line === undefined ? {} : { line }),
      message: 'The JSON is broken; the file is damaged or was cut off.',
    });
  }
}

const show = (value: unknown): string => {
  const text = value === undefined ? 'missing' : JSON.stringify(value);
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
};

/** A value of a JSON file from outside, with the way that leads to it. Nothing is believed before it is asked for. */
export class JsonPlace {
  constructor(
    readonly file: string,
    /** Such as `levels[2].layerInstances[0]`; '' for the whole. */
    readonly path: string,
    readonly value: unknown,
  ) {}

  /** An error at this place; `sentence` says what it must be or what is wrong. */
  problem(sentence: string): ProblemError {
    return new ProblemError({
      file: this.file,
      message: this.path === '' ? sentence : `${this.path}: ${sentence}`,
    });
  }

  /** Whether there is something other than null. */
  get present(): boolean {
    return this.value !== undefined && this.value !== null;
  }

  /** A member; of what is no object, nothing. */
  get(key: string): JsonPlace {
    const value = isRecord(this.value) && Object.hasOwn(this.value, key) ? this.value[key] : undefined;
    return new JsonPlace(this.file, this.path === '' ? key : `${this.path}.${key}`, value);
  }

  /** The first of several members that is there: later versions of a format call things otherwise. */
  first(...keys: [string, ...string[]]): JsonPlace {
    return keys.map((key) => this.get(key)).find((place) => place.present) ?? this.get(keys[0]);
  }

  /** The items of a list; none where nothing is. */
  get items(): JsonPlace[] {
    if (!this.present) return [];
    if (!Array.isArray(this.value)) throw this.problem(`A list is needed, is ${show(this.value)}.`);
    return this.value.map((item, at) => new JsonPlace(this.file, `${this.path}[${at}]`, item));
  }

  /** An object that must be there. */
  get object(): this {
    if (!isRecord(this.value)) throw this.problem(`An object is needed, is ${show(this.value)}.`);
    return this;
  }

  /** A text; `fallback` where nothing is. */
  text(fallback?: string): string {
    if (!this.present && fallback !== undefined) return fallback;
    if (typeof this.value !== 'string') throw this.problem(`A text is needed, is ${show(this.value)}.`);
    return this.value;
  }

  /** A finite number within bounds; `fallback` where nothing is. */
  number(fallback?: number, min = -1e9, max = 1e9): number {
    if (!this.present && fallback !== undefined) return fallback;
    const { value } = this;
    if (typeof value !== 'number' || !(value >= min && value <= max))
      throw this.problem(`A number from ${min} to ${max} is needed, is ${show(value)}.`);
    return value;
  }

  /** A whole number within bounds; `fallback` where nothing is. */
  whole(fallback?: number, min = -1e9, max = 1e9): number {
    const value = this.number(fallback, min, max);
    if (!Number.isInteger(value)) throw this.problem(`A whole number is needed, is ${value}.`);
    return value;
  }

  /** True or false; `fallback` where nothing is. */
  flag(fallback: boolean): boolean {
    if (!this.present) return fallback;
    if (typeof this.value !== 'boolean')
      throw this.problem(`True or false is needed, is ${show(this.value)}.`);
    return this.value;
  }

  /** Two numbers; `fallback` where nothing is. */
  pair(fallback?: readonly [number, number]): [number, number] {
    if (!this.present && fallback) return [...fallback];
    const { items } = this;
    if (items.length !== 2) throw this.problem(`Two numbers are needed, is ${show(this.value)}.`);
    return [items[0]!.number(), items[1]!.number()];
  }
}
