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
  zigzag(field === ROTATION ? turnBetween(guessed, value) : value - guessed);

function corrected(field: number, guessed: number, wrong: number): number {
  const value = guessed + unzigzag(wrong);
  return field === ROTATION ? ((value % PARTS_OF_TURN) + PARTS_OF_TURN) % PARTS_OF_TURN : value;
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
  const wrongs: number[][] = FIELDS.map(() => []);
  const flags: boolean[] = [];
  let gap = 0;
  for (const [id, row] of snapshot.rows) {
    const known = old.get(id);
    const guessed = known ? guess(known, basis.before?.rows.get(id), part) : NOTHING;
    const wrong = row.map((value, field) => wrongBy(field, guessed[field]!, value));
    if (wrong.every((value) => value === 0)) {
      gap++;
      continue;
    }
    gaps.push(gap);
    gap = 0;
    const rare = wrong.some((value, field) => field >= MOVING && value !== 0);
    flags.push(rare);
    wrong.forEach((value, field) => {
      if (field < MOVING || rare) wrongs[field]!.push(value);
    });
  }
  writer.uint(gaps.length);
  if (gaps.length === 0) return;
  const parameters = [gaps, ...wrongs].map(bestParameter);
  const anyRare = flags.includes(true);
  writer.bit(anyRare);
  parameters.forEach((k, at) => {
    if (at <= MOVING || anyRare) writer.bits(k, 4);
  });
  const next = wrongs.map(() => 0);
  gaps.forEach((skipped, at) => {
    writer.rice(skipped, parameters[0]!);
    if (anyRare) writer.bit(flags[at]!);
    for (let field = 0; field < (flags[at] ? FIELDS.length : MOVING); field++)
      writer.rice(wrongs[field]![next[field]!++]!, parameters[field + 1]!);
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
  const parameters = Array.from({ length: FIELDS.length + 1 }, (_, at) =>
    at <= MOVING || anyRare ? reader.bits(4) : 0,
  );
  let at = -1;
  for (let i = 0; i < changed; i++) {
    at += 1 + reader.rice(parameters[0]!);
    const id = ids[at];
    if (id === undefined) throw new RangeError('an entity is told of that is not there');
    const rare = anyRare && reader.bit();
    const guessed = rows.get(id)!;
    rows.set(
      id,
      guessed.map((value, field) =>
        field < MOVING || rare ? corrected(field, value, reader.rice(parameters[field + 1]!)) : value,
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
