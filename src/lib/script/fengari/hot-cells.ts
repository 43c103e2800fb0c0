/**
 * The hot fields of entities (position, velocity, rotation) as scripts see them: entries of Lua tables whose values lie in one
 * copy of the world's rows. Fengari keeps one entry per key and reads and assigns through the entry's own value, so
 * that these look like any field, cost no more, and are copied in and out with all others at once.
 *
 * The values know when a script assigns to them. They refuse what is no finite number at the very line that does it, and
 * note what they held before the running call, so that a failing call's writes to any entity can be taken back.
 */
import type { EntityRecord } from '../../engine/entity-record.ts';
import { HOT_FIELDS, HOT_STRIDE } from '../../engine/game-world.ts';
import { assignedThroughUpvalue, isNumberCell, TYPE_FLOAT } from './internals.ts';
import { type Entry, type lua_State, type Table, TValue } from './library.ts';

const typeNames: Readonly<Record<number, string>> = {
  0: 'nil',
  1: 'a boolean',
  4: 'a text',
  5: 'a table',
  6: 'a function',
  8: 'a coroutine',
};

/** What cells need to refuse a value. */
export interface RunningScripts {
  /** The coroutine that runs. */
  readonly running: lua_State;
  /** Raises an error at the script's line. */
  fault(message: string): never;
}

/** The rows of all slots as the running scripts have left them, and what the running call has overwritten in them. */
export class HotRows {
  /** Of the length of the world's rows. */
  values = new Float64Array();
  /** For each value the number of the last call that wrote it. */
  #written = new Float64Array();
  #call = 1;
  /** Places that the running call has written, and what they held; what lies beyond `#noted` is of earlier calls. */
  readonly #places: number[] = [];
  readonly #before: number[] = [];
  #noted = 0;

  constructor(
    private readonly scripts: RunningScripts,
    /** The tables behind functions such as `ams.get_x`, in order of HOT_FIELDS. */
    private readonly tables: readonly Table[],
  ) {}

  /** Takes over all rows of the world. */
  take(hot: Float64Array): void {
    this.#fit(hot);
    this.values.set(hot);
  }

  /** Takes over the row of a slot that may be new. */
  takeRow(hot: Float64Array, slot: number): void {
    this.#fit(hot);
    const from = slot * HOT_STRIDE;
    for (let at = from; at < from + HOT_STRIDE; at++) {
      const value = hot[at]!;
      this.values[at] = Number.isFinite(value) ? value : 0;
    }
  }

  /** From here on writes can be taken back. */
  beginCall(): void {
    this.#call++;
    this.#noted = 0;
  }

  /** Writes a finite number for the running call. */
  write(at: number, value: number): void {
    if (this.#written[at] !== this.#call) {
      this.#written[at] = this.#call;
      this.#places[this.#noted] = at;
      this.#before[this.#noted++] = this.values[at]!;
    }
    this.values[at] = value;
  }

  /** Takes back what the running call wrote, of whatever entity. */
  undoCall(): void {
    for (let i = 0; i < this.#noted; i++) this.values[this.#places[i]!] = this.#before[i]!;
    this.beginCall();
  }

  /** Refuses what a script assigns to a field: as `e.x = value`, or as `ams.set_x(e, value)`, which runs as `table[e] = value`. */
  refuse({ entity, field }: HotCell, source: TValue | null): never {
    const { type = 0, value = null } = source ?? {};
    const got = typeof value === 'number' ? String(value) : (typeNames[type & 15] ?? 'another value');
    const name = HOT_FIELDS[field];
    return this.scripts.fault(
      assignedThroughUpvalue(this.scripts.running, this.tables[field]!)
        ? `bad argument #2 to 'set_${name}' (a finite number expected, got ${got})`
        : `field '${name}' of entity '${entity.id}' must be a finite number, not ${got}`,
    );
  }

  #fit({ length }: Float64Array): void {
    if (this.values.length === length) return;
    const [values, written] = [this.values.subarray(0, length), this.#written.subarray(0, length)];
    (this.values = new Float64Array(length)).set(values);
    (this.#written = new Float64Array(length)).set(written);
  }
}

/** The value of one hot field: always a float, and always finite. */
export class HotCell extends TValue {
  readonly #at: number;

  constructor(
    private readonly rows: HotRows,
    readonly entity: EntityRecord,
    readonly field: number,
  ) {
    super(TYPE_FLOAT, 0);
    this.#at = entity.slot * HOT_STRIDE + field;
  }

  override get value(): number {
    return this.rows.values[this.#at]!;
  }

  /** Only for the constructor of Fengari, which sets what is then in the row. */
  override set value(_: number) {}

  override setfrom(source: TValue): void {
    if (!isNumberCell(source) || !Number.isFinite(source.value)) return this.refuse(source);
    this.rows.write(this.#at, source.value);
  }

  /** Assigns a finite number for the running call. */
  write(value: number): void {
    this.rows.write(this.#at, value);
  }

  refuse(source: TValue | null): never {
    return this.rows.refuse(this, source);
  }
}

/** The key of a hot field. Fengari marks a key dead when nil is assigned to its field. */
class HotKey extends TValue {
  constructor(
    { type, value }: TValue,
    private readonly cell: HotCell,
  ) {
    super(type, value);
  }

  override setdeadvalue(): void {
    this.cell.refuse(null);
  }
}

/** The entry of a hot field in an entity's table. */
export interface HotEntry extends Entry {
  value: HotCell;
}

/** Makes an entry of a table that of a hot field. */
export function heat(entry: Entry, cell: HotCell): HotEntry {
  entry.value = cell;
  entry.key = new HotKey(entry.key, cell);
  return entry as HotEntry;
}
