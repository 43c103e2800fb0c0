/**
 * What scripts keep from tick to tick: tables, functions, texts and coroutines that can be reached from them, in bytes as
 * Node 20 takes for them. Looking costs about as much as saving the state, so it is only done once they may have
 * come to keep more than they may.
 */
import type { Restorable } from '../../base/restorable.ts';
import type { HeldValues } from '../vm.ts';
import type { Table, TValue } from './library.ts';
import { isClosure, isCoroutine, isHostClosure, isTable, isText, tableCell } from './internals.ts';
import type { ModuleState } from './module-state.ts';
import { jsText } from './text.ts';

const TABLE = 460;
const ENTRY = 180;
const TEXT = 250;
const FUNCTION = 150;
const VARIABLE = 50;
const COROUTINE = 1100;

/** Looks are at least this part of the limit apart, however much is kept. */
const PART = 1 / 4;
/** How much more than before may be kept when it was too much before. */
const AGAIN = 1.25;

/** A script and where what it keeps begins. */
export interface Keeper {
  readonly path: string;
  /** Its variables by name; names help whoever has to find the growing one. */
  readonly variables: Iterable<readonly [name: string, cell: TValue]>;
}

/** What a script keeps. */
interface Kept {
  readonly path: string;
  bytes: number;
  /** The variable through which most is kept. */
  largest: string;
  largestBytes: number;
}

/** Adds up what can be reached, everything once. */
class Scale {
  readonly #seen = new Set<unknown>();
  readonly #waiting: TValue[] = [];

  /** Bytes of what is reached through a cell, and was not before. */
  weigh(cell: TValue): number {
    // Of the tables of entities only those count that are given.
    let bytes = isTable(cell) && cell.value.id < 0 ? this.#entries(cell.value) : this.#put(cell);
    for (let next = this.#waiting.pop(); next; next = this.#waiting.pop()) {
      if (isTable(next)) bytes += this.#table(next.value);
      else if (isClosure(next)) bytes += this.#cells(next.value.upvals);
      else if (isHostClosure(next)) bytes += this.#cells(next.value.upvalue);
      else if (isCoroutine(next)) for (const each of next.value.stack) if (each) bytes += this.#put(each);
    }
    return bytes;
  }

  #put(cell: TValue): number {
    const bytes = ownBytes(cell);
    if (bytes === 0 || this.#seen.has(cell.value)) return 0;
    this.#seen.add(cell.value);
    if (!isText(cell)) this.#waiting.push(cell);
    return bytes;
  }

  #table(table: Table): number {
    return this.#entries(table) + (table.metatable ? this.#put(tableCell(table.metatable)) : 0);
  }

  #entries(table: Table): number {
    let bytes = 0;
    for (let entry = table.f; entry; entry = entry.n)
      bytes += ENTRY + this.#put(entry.key) + (entry.value ? this.#put(entry.value) : 0);
    return bytes;
  }

  #cells(cells: readonly TValue[]): number {
    let bytes = VARIABLE * cells.length;
    for (const cell of cells) bytes += this.#put(cell);
    return bytes;
  }
}

/** Bytes of something without what it leads to; nothing for plain values and for what is the machine's own. */
function ownBytes(cell: TValue): number {
  if (isTable(cell)) return cell.value.id < 0 ? 0 : TABLE;
  if (isText(cell)) return TEXT + cell.value.tsslen();
  if (isClosure(cell) || isHostClosure(cell)) return FUNCTION;
  return isCoroutine(cell) ? COROUTINE : 0;
}

/**
 * The variables of a script by name, those that hold functions last: whatever these use is then counted under its own name.
 */
export function* variablesOf({
  table,
  globals,
  locals,
}: ModuleState): Generator<[name: string, cell: TValue]> {
  for (const [name, cell] of locals) if (!isClosure(cell) && cell.value !== table) yield [`'${name}'`, cell];
  for (const owner of [table, globals])
    for (let entry = owner.f; entry; entry = entry.n)
      if (entry.value && isText(entry.key) && !isClosure(entry.value) && entry.value.value !== globals)
        yield [`'${jsText(entry.key.value.getstr())}'`, entry.value];
  yield ['the functions of the script', tableCell(table)];
  yield ['the globals of the script', tableCell(globals)];
}

/** What each script keeps; what several share counts for the first. */
function weighAll(keepers: Iterable<Keeper>, held: Iterable<HeldValues>): Kept[] {
  const scale = new Scale();
  const all = new Map<string, Kept>();
  const add = (path: string, what: string, bytes: number): void => {
    let kept = all.get(path);
    if (!kept) all.set(path, (kept = { path, bytes: 0, largest: '', largestBytes: 0 }));
    kept.bytes += bytes;
    if (bytes > kept.largestBytes) Object.assign(kept, { largest: what, largestBytes: bytes });
  };
  for (const { path, variables } of keepers)
    for (const [name, cell] of variables) add(path, name, scale.weigh(cell));
  for (const { path, what, bytes } of held) add(path, what, bytes);
  return [...all.values()];
}

const megabytes = (bytes: number): string => `${Math.round(bytes / (1 << 20))} MB`;

type SavedMemory = readonly [kept: number, growth: number, allowed: number];

/** The limit of what scripts keep. */
export class Memory implements Restorable<SavedMemory> {
  #kept = 0;
  /** What they may have come to keep since it was last weighed. */
  #growth = 0;
  #allowed: number;

  constructor(private readonly limit: number) {
    this.#allowed = limit;
  }

  /**
   * Notes what scripts may have come to keep, and weighs them when it could be too much.
   * @returns which script keeps most, and what is wrong; `null` while all is well
   */
  check(
    growth: number,
    keepers: () => Iterable<Keeper>,
    held: () => Iterable<HeldValues>,
  ): { script: string; message: string } | null {
    this.#growth += growth;
    if (this.#growth <= Math.max(this.limit * PART, this.#allowed - this.#kept)) return null;
    const all = weighAll(keepers(), held());
    this.#growth = 0;
    this.#kept = all.reduce((sum, { bytes }) => sum + bytes, 0);
    if (this.#kept <= this.limit) this.#allowed = this.limit;
    if (this.#kept <= this.#allowed) return null;
    this.#allowed = this.#kept * AGAIN;
    const { path, bytes, largest } = all.reduce((most, each) => (each.bytes > most.bytes ? each : most));
    return {
      script: path,
      message:
        `the scripts keep ${megabytes(this.#kept)}, more than the ${megabytes(this.limit)} that they may; this script keeps most, ` +
        `${megabytes(bytes)}, above all in ${largest}. Does something grow there that is never taken away?`,
    };
  }

  save(): SavedMemory {
    return [this.#kept, this.#growth, this.#allowed];
  }

  restore([kept, growth, allowed]: SavedMemory): void {
    this.#kept = kept;
    this.#growth = growth;
    this.#allowed = allowed;
  }
}
