/**
 * Snapshots as differences from what the other side has. Each row is guessed first: it goes on as it went between the two
 * last snapshots that the other side is known to have. Only how wrong the guess is travels, as Rice codes whose parameter
 * fits this snapshot best; what is as guessed takes less than a bit.
 */
import { BitReader, BitWriter, riceBits, unzigzag, zigzag } from './bits.ts';
import { FIELDS, PARTS_OF_TURN, turnBetween, type Row, type Snapshot } from './snapshot.ts';

/** Fields that go on as they went: place and turn. The others stay as they are. */
const MOVING = 3;
const ROTATION = 2;
/** Rice parameters that may be chosen. */
const PARAMETERS = 16;
/** Snapshots so far apart say nothing of how something moves. */
const MOST_TICKS = 60;
/** So that what a guess is wrong by fits into 32 bits. */
const FARTHEST_GUESS = 2 ** 28;
/** Ways between two snapshots, in the parts that places are told in. */
const CREEPING = 4;
const FLYING = 48;
const PACES = 4;
const NOTHING: Row = FIELDS.map(() => 0);

/** What the other side has: its last snapshot, and the one before. */
export interface Basis {
  readonly last: Snapshot | null;
  readonly before: Snapshot | null;
}

/** What a row is at a tick if it goes on as it went. */
function guess(row: Row, before: Row | undefined, part: number): Row {
  if (!before || part === 0) return row;
  let moves = false;
  for (let field = 0; field < MOVING; field++) moves ||= row[field] !== before[field];
  if (!moves) return row;
  return row.map((value, field) => {
    if (field >= MOVING) return value;
    if (field !== ROTATION) return within(value + Math.round((value - before[field]!) * part));
    const turned = value + Math.round(turnBetween(before[field]!, value) * part);
    return ((turned % PARTS_OF_TURN) + PARTS_OF_TURN) % PARTS_OF_TURN;
  });
}

const within = (value: number): number => Math.min(FARTHEST_GUESS, Math.max(-FARTHEST_GUESS, value));

/** How far into the future the guess reaches, in steps between the two snapshots of a basis. */
function partOf(tick: number, { last, before }: Basis): number {
  if (!last || !before) return 0;
  const step = last.tick - before.tick;
  return step > 0 && step <= MOST_TICKS && tick - last.tick <= MOST_TICKS ? (tick - last.tick) / step : 0;
}

const wrongBy = (field: number, guessed: number, value: number): number =>
  field === ROTATION ? turnBetween(guessed, value) : value - guessed;

function corrected(field: number, guessed: number, wrong: number): number {
  const value = guessed + wrong;
  return field === ROTATION ? ((value % PARTS_OF_TURN) + PARTS_OF_TURN) % PARTS_OF_TURN : value;
}

/**
 * How fast something goes: what rests, creeps, or flies is guessed wrong by little, more, or much, and each has Rice
 * parameters of its own. What is new is the last.
 */
function paceOf(last: Row | undefined, before: Row | undefined): number {
  if (!last) return PACES - 1;
  if (!before) return 1;
  const way = Math.abs(last[0]! - before[0]!) + Math.abs(last[1]! - before[1]!);
  return way < CREEPING ? 0 : way < FLYING ? 1 : 2;
}

/** The Rice parameter that takes the fewest bits. */
function bestParameter(values: readonly number[]): number {
  let best = 0;
  let least = Infinity;
  for (let k = 0; k < PARAMETERS; k++) {
    let sum = 0;
    for (const value of values) sum += riceBits(value, k);
    if (sum >= least) break;
    least = sum;
    best = k;
  }
  return best;
}

/** How one field of what goes at one pace is told: with a Rice parameter, and by how much all guesses are wrong alike. */
interface Code {
  readonly k: number;
  readonly bias: number;
}

const NO_CODE: Code = { k: 0, bias: 0 };
/** What a bias takes, about, in bits. */
const BIAS_BITS = 12;

/** The code that takes the fewest bits. What falls is guessed wrong by what gravity does in that time, all of it alike. */
function bestCode(values: readonly number[]): Code {
  const plain = values.map(zigzag);
  const k = bestParameter(plain);
  const bias = [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;
  if (bias === 0) return { k, bias };
  const shifted = values.map((value) => zigzag(value - bias));
  const other = bestParameter(shifted);
  const bits = (list: readonly number[], parameter: number): number =>
    list.reduce((sum, value) => sum + riceBits(value, parameter), 0);
  return bits(shifted, other) + BIAS_BITS < bits(plain, k) ? { k: other, bias } : { k, bias: 0 };
}

const writeWrong = (writer: BitWriter, wrong: number, { k, bias }: Code): void =>
  writer.rice(zigzag(wrong - bias), k);

const readWrong = (reader: BitReader, { k, bias }: Code): number => unzigzag(reader.rice(k)) + bias;

function readCode(reader: BitReader): Code {
  const k = reader.bits(4);
  return { k, bias: reader.bit() ? reader.int() : 0 };
}

/** Appends a snapshot. */
export function writeSnapshot(writer: BitWriter, snapshot: Snapshot, basis: Basis): void {
  const part = partOf(snapshot.tick, basis);
  const old = basis.last?.rows ?? new Map<number, Row>();
  // What is gone and what is new comes first, so that both sides have the same list of entities.
  const gone = [...old.keys()].filter((id) => !snapshot.rows.has(id));
  const fresh = [...snapshot.rows.keys()].filter((id) => !old.has(id));
  writeIds(writer, gone);
  writeIds(writer, fresh);
  const gaps: number[] = [];
  const changes: { wrong: readonly number[]; pace: number; rare: boolean }[] = [];
  let gap = 0;
  for (const [id, row] of snapshot.rows) {
    const known = old.get(id);
    const before = basis.before?.rows.get(id);
    const guessed = known ? guess(known, before, part) : NOTHING;
    const wrong = row.map((value, field) => wrongBy(field, guessed[field]!, value));
    if (wrong.every((value) => value === 0)) {
      gap++;
      continue;
    }
    gaps.push(gap);
    gap = 0;
    const rare = wrong.some((value, field) => field >= MOVING && value !== 0);
    changes.push({ wrong, pace: paceOf(known, before), rare });
  }
  writer.uint(gaps.length);
  if (gaps.length === 0) return;
  const anyRare = changes.some(({ rare }) => rare);
  const gapParameter = bestParameter(gaps);
  writer.bit(anyRare);
  writer.bits(gapParameter, 4);
  const parameters = Array.from({ length: PACES }, (_, pace) => {
    const own = changes.filter((each) => each.pace === pace);
    writer.bit(own.length > 0);
    return FIELDS.map((_, field): Code => {
      if (own.length === 0 || (field >= MOVING && !anyRare)) return NO_CODE;
      const told = own.filter(({ rare }) => field < MOVING || rare);
      const code = bestCode(told.map(({ wrong }) => wrong[field]!));
      writer.bits(code.k, 4);
      writer.bit(code.bias !== 0);
      if (code.bias !== 0) writer.int(code.bias);
      return code;
    });
  });
  changes.forEach(({ wrong, pace, rare }, at) => {
    writer.rice(gaps[at]!, gapParameter);
    if (anyRare) writer.bit(rare);
    for (let field = 0; field < (rare ? FIELDS.length : MOVING); field++)
      writeWrong(writer, wrong[field]!, parameters[pace]![field]!);
  });
}

/**
 * Reads a snapshot.
 * @throws RangeError for bytes that are none
 */
export function readSnapshot(reader: BitReader, tick: number, basis: Basis): Snapshot {
  const part = partOf(tick, basis);
  const old = basis.last?.rows ?? new Map<number, Row>();
  const gone = new Set(readIds(reader));
  const fresh = readIds(reader);
  const ids = [...[...old.keys()].filter((id) => !gone.has(id)), ...fresh].sort((a, b) => a - b);
  const rows = new Map<number, Row>();
  for (const id of ids) {
    const known = old.get(id);
    rows.set(id, known ? guess(known, basis.before?.rows.get(id), part) : NOTHING);
  }
  const changed = reader.uint();
  if (changed === 0) return { tick, rows };
  const anyRare = reader.bit();
  const gapParameter = reader.bits(4);
  const parameters = Array.from({ length: PACES }, () => {
    const any = reader.bit();
    return FIELDS.map((_, field) => (any && (field < MOVING || anyRare) ? readCode(reader) : NO_CODE));
  });
  let at = -1;
  for (let i = 0; i < changed; i++) {
    at += 1 + reader.rice(gapParameter);
    const id = ids[at];
    if (id === undefined) throw new RangeError('an entity is told of that is not there');
    const rare = anyRare && reader.bit();
    const guessed = rows.get(id)!;
    const own = parameters[paceOf(old.get(id), basis.before?.rows.get(id))]!;
    rows.set(
      id,
      guessed.map((value, field) =>
        field < MOVING || rare ? corrected(field, value, readWrong(reader, own[field]!)) : value,
      ),
    );
  }
  return { tick, rows };
}

/** Ascending numbers as the gaps between them. */
function writeIds(writer: BitWriter, ids: readonly number[]): void {
  writer.uint(ids.length);
  let last = -1;
  for (const id of ids) {
    writer.uint(id - last - 1);
    last = id;
  }
}

function readIds(reader: BitReader): number[] {
  const count = reader.uint();
  if (count * 8 > reader.left) throw new RangeError('the message ends early');
  let last = -1;
  return Array.from({ length: count }, () => (last += 1 + reader.uint()));
}
