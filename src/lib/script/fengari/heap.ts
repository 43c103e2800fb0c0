/**
 * The state of scripts: everything that can be reached from their tables. An image of it holds what each table, each
 * variable that functions share, and each coroutine held, and puts that back into the very same ones. Order of
 * entries, and with it that of `pairs`, comes back too. Texts, numbers and the code of functions never change, so images
 * share them; and they share with the image before whatever has not changed since.
 *
 * Tables of entities and of the engine are the machine's and are left alone, unless they are given as a root.
 */
import {
  type CClosure,
  type Entry,
  type LClosure,
  type lua_State,
  type Proto,
  type Table,
  type TValue,
} from './library.ts';
import { type CoroutineImage, imageOfCoroutine, restoreCoroutine } from './coroutines.ts';
import {
  isClosure,
  isCoroutine,
  isDeadKey,
  isHostClosure,
  isTable,
  linkEntries,
  tableCell,
} from './internals.ts';

/** Bytes of a value in a list, and of a suspended coroutine. */
const WORD = 8;
const PER_COROUTINE = 1000;

/** The keys of a table, in order. */
interface Shape {
  readonly entries: readonly Entry[];
  /** Of each entry the cell of its value. */
  readonly cells: readonly TValue[];
  /** Type and value of each key: deletion marks the key itself. */
  readonly keys: readonly unknown[];
}

interface TableImage {
  readonly table: Table;
  readonly metatable: Table | null;
  readonly shape: Shape;
  /** Type and value of each cell. */
  readonly values: readonly unknown[];
}

/** Variables of a function. */
interface CellsImage {
  readonly owner: LClosure | CClosure;
  readonly cells: readonly TValue[];
  readonly values: readonly unknown[];
}

/** A key deleted from a table, at which a loop may stand; it knows the entry behind it. */
interface DeadImage {
  readonly table: Table;
  /** `null` for one that only other deleted ones lead to. */
  readonly hash: unknown;
  readonly entry: Entry;
  readonly next: Entry | undefined;
}

export interface HeapImage {
  /** About how much memory it takes, without what it shares with the one before. */
  readonly bytes: number;
  readonly tables: readonly TableImage[];
  readonly functions: readonly CellsImage[];
  readonly coroutines: readonly CoroutineImage[];
  readonly dead: readonly DeadImage[];
  /** Code, in turn with the function made last from it. */
  readonly made: readonly (Proto | LClosure | null)[];
}

/** Whether two values are the very same; 0 and -0 are not. */
const isSame = (a: unknown, b: unknown): boolean => a === b && (a !== 0 || Object.is(a, b));

/** Whether cells still hold these values. */
function hold(cells: readonly TValue[], values: readonly unknown[]): boolean {
  for (let i = 0; i < cells.length; i++) {
    const { type, value } = cells[i]!;
    if (type !== values[2 * i] || !isSame(value, values[2 * i + 1])) return false;
  }
  return true;
}

function valuesOf(cells: readonly TValue[]): unknown[] {
  const values = new Array<unknown>(2 * cells.length);
  for (let i = 0; i < cells.length; i++) {
    const { type, value } = cells[i]!;
    values[2 * i] = type;
    values[2 * i + 1] = value;
  }
  return values;
}

function put(cells: readonly TValue[], values: readonly unknown[]): void {
  for (let i = 0; i < cells.length; i++) {
    const cell = cells[i]!;
    cell.type = values[2 * i] as number;
    cell.value = values[2 * i + 1];
  }
}

/** Whether a table has these entries in this order. */
function hasShape(table: Table, { entries }: Shape): boolean {
  let entry = table.f;
  for (let i = 0; i < entries.length; i++) {
    if (entry !== entries[i]) return false;
    entry = entry!.n;
  }
  return entry === undefined;
}

function shapeOf(table: Table): Shape {
  const entries: Entry[] = [];
  for (let entry = table.f; entry; entry = entry.n) entries.push(entry);
  return {
    entries,
    cells: entries.map(({ value }) => value!),
    keys: valuesOf(entries.map(({ key }) => key)),
  };
}

function imageOfTable(table: Table, before: TableImage | undefined): TableImage {
  const { metatable } = table;
  const shape = before && hasShape(table, before.shape) ? before.shape : shapeOf(table);
  if (shape === before?.shape && metatable === before.metatable && hold(shape.cells, before.values))
    return before;
  return { table, metatable, shape, values: valuesOf(shape.cells) };
}

function imageOfCells(
  owner: CellsImage['owner'],
  cells: readonly TValue[],
  before: CellsImage | undefined,
): CellsImage {
  return before && hold(cells, before.values) ? before : { owner, cells, values: valuesOf(cells) };
}

/** The latest image of something, and the walk that last came by. */
interface Known<Image> {
  image: Image;
  walk: number;
}

/** Latest images by what they are of. Forgets what has not been met any more for long. */
class Gallery<Key, Image> {
  readonly #known = new Map<Key, Known<Image>>();

  /** The image of something that this walk meets for the first time; otherwise `null`. */
  enter(key: Key, walk: number, make: (before: Image | undefined) => Image): Image | null {
    const known = this.#known.get(key);
    if (known?.walk === walk) return null;
    const image = make(known?.image);
    if (known) {
      known.image = image;
      known.walk = walk;
    } else this.#known.set(key, { image, walk });
    return image;
  }

  /** @param met how many this walk has met */
  forget(met: number, walk: number): void {
    if (this.#known.size <= 2 * met) return;
    for (const [key, known] of this.#known) if (known.walk !== walk) this.#known.delete(key);
  }
}

/** Walks over everything that can be reached. */
class Walk {
  /** Cells of new images. */
  copied = 0;
  readonly tables: TableImage[] = [];
  readonly functions: CellsImage[] = [];
  readonly coroutines = new Map<lua_State, CoroutineImage>();
  readonly codes = new Set<Proto>();
  readonly #waiting: TValue[] = [];

  constructor(
    private readonly number: number,
    private readonly knownTables: Gallery<Table, TableImage>,
    private readonly knownFunctions: Gallery<LClosure | CClosure, CellsImage>,
  ) {}

  run(roots: Iterable<TValue>): void {
    // Roots count even where they are the machine's own.
    for (const root of roots) this.#see(root);
    for (let cell = this.#waiting.pop(); cell; cell = this.#waiting.pop())
      if (!isTable(cell) || cell.value.id >= 0) this.#see(cell);
    this.knownTables.forget(this.tables.length, this.number);
    this.knownFunctions.forget(this.functions.length, this.number);
  }

  #see(cell: TValue): void {
    if (isTable(cell)) this.#table(cell.value);
    else if (isClosure(cell)) {
      this.#code(cell.value.p);
      this.#cells(cell.value, cell.value.upvals);
    } else if (isHostClosure(cell)) this.#cells(cell.value, cell.value.upvalue);
    else if (isCoroutine(cell)) this.#coroutine(cell.value);
  }

  /** Functions inside of functions inside of it are made from its code too. */
  #code(code: Proto): void {
    if (this.codes.has(code)) return;
    this.codes.add(code);
    for (const inner of code.p) this.#code(inner);
  }

  #table(table: Table): void {
    const image = this.knownTables.enter(table, this.number, (before) => {
      const now = imageOfTable(table, before);
      if (now.shape !== before?.shape) this.copied += 2 * now.shape.cells.length;
      if (now !== before) this.copied += now.shape.cells.length;
      return now;
    });
    if (!image) return;
    this.tables.push(image);
    const { entries, cells } = image.shape;
    for (const { key } of entries) this.#follow(key);
    for (const cell of cells) this.#follow(cell);
    if (table.metatable && table.id >= 0) this.#waiting.push(tableCell(table.metatable));
  }

  #cells(fn: LClosure | CClosure, cells: readonly TValue[]): void {
    const image = this.knownFunctions.enter(fn, this.number, (before) => {
      const now = imageOfCells(fn, cells, before);
      if (now !== before) this.copied += cells.length;
      return now;
    });
    if (!image) return;
    this.functions.push(image);
    for (const cell of cells) this.#follow(cell);
  }

  #coroutine(coroutine: lua_State): void {
    if (this.coroutines.has(coroutine)) return;
    const image = imageOfCoroutine(coroutine);
    this.coroutines.set(coroutine, image);
    for (const cell of image.stack) if (cell) this.#follow(cell);
  }

  /** Notes what is to be looked at: most values are neither tables nor functions. */
  #follow(cell: TValue): void {
    if (isTable(cell) || isClosure(cell) || isHostClosure(cell) || isCoroutine(cell))
      this.#waiting.push(cell);
  }
}

/** Keys deleted from tables that a loop in a script may go on from. */
function deadKeys({ tables, functions, coroutines }: Walk): DeadImage[] {
  const dead: DeadImage[] = [];
  const add = (table: Table, hash: unknown, entry: Entry): void => {
    dead.push({ table, hash, entry, next: entry.n });
    for (let next = entry.n; next && isDeadKey(next.key); next = next.n)
      dead.push({ table, hash: null, entry: next, next: next.n });
  };
  let held: Set<object> | null = null;
  for (const { table } of tables) {
    for (const [hash, entry] of table.dead_strong) add(table, hash, entry);
    const weak = table.dead_weak;
    if (!weak) continue;
    // Those cannot be listed: only variables can stand at one.
    held ??= objectsIn([...functions, ...coroutines.values()]);
    for (const key of held) {
      const entry = weak.get(key);
      if (entry) add(table, key, entry);
    }
  }
  return dead;
}

function objectsIn(images: readonly { values: readonly unknown[] }[]): Set<object> {
  const found = new Set<object>();
  for (const { values } of images)
    for (let i = 1; i < values.length; i += 2) {
      const value = values[i];
      if (typeof value === 'object' && value) found.add(value);
    }
  return found;
}

/** Puts entries into a table that has others, or the same in another order. */
function relink(table: Table, { entries, cells, keys }: Shape): void {
  entries.forEach((entry, i) => {
    entry.key.type = keys[2 * i] as number;
    entry.key.value = keys[2 * i + 1];
    entry.value = cells[i];
  });
  linkEntries(table, entries);
}

/** The state of scripts of one machine. */
export class Heap {
  #walks = 0;
  readonly #tables = new Gallery<Table, TableImage>();
  readonly #functions = new Gallery<LClosure | CClosure, CellsImage>();

  /** @param roots tables and functions from which all of the state can be reached */
  save(roots: Iterable<TValue>): HeapImage {
    const walk = new Walk(++this.#walks, this.#tables, this.#functions);
    walk.run(roots);
    const made: (Proto | LClosure | null)[] = [];
    for (const code of walk.codes) for (const inner of code.p) made.push(inner, inner.cache);
    const listed = walk.tables.length + walk.functions.length + made.length;
    const held = walk.coroutines.size * PER_COROUTINE;
    return {
      bytes: 2 * WORD * walk.copied + WORD * listed + held,
      tables: walk.tables,
      functions: walk.functions,
      coroutines: [...walk.coroutines.values()],
      dead: deadKeys(walk),
      made,
    };
  }

  restore({ tables, functions, coroutines, dead, made }: HeapImage): void {
    for (const { table, metatable, shape, values } of tables) {
      if (!hasShape(table, shape)) relink(table, shape);
      put(shape.cells, values);
      table.metatable = metatable;
      table.flags = 0;
      if (table.dead_strong.size > 0) table.dead_strong.clear();
      table.dead_weak = undefined;
    }
    for (const { cells, values } of functions) put(cells, values);
    coroutines.forEach(restoreCoroutine);
    for (const { table, hash, entry, next } of dead) {
      entry.key.setdeadvalue();
      entry.value = undefined;
      entry.n = next;
      if (hash === null) continue;
      if (typeof hash === 'object' || typeof hash === 'function')
        (table.dead_weak ??= new WeakMap()).set(hash, entry);
      else table.dead_strong.set(hash, entry);
    }
    for (let i = 0; i < made.length; i += 2) (made[i] as Proto).cache = made[i + 1] as LClosure | null;
  }
}
