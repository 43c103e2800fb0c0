/**
 * A recorded session as a file: what it takes to play it again, and how it ended. JSON, one entry of input to a line.
 */
import { fail, ok, type Result } from '../../base/result.ts';
import type { PropertyValue } from '../../schema/fields.ts';
import type { GameState } from '../protocol.ts';
import { entryToJson, readRecordedInput, type RecordedInput } from '../recorded-input.ts';

export interface Replay {
  /** Of the project when it was recorded, see project-hash.ts. */
  project: string;
  /** Id of the scene that it began in. */
  scene: string;
  seed: number;
  /** What earlier runs of the game had stored. */
  stored: Readonly<Record<string, PropertyValue>>;
  /** How long it is. */
  ticks: number;
  inputs: RecordedInput;
  /** Of the state after the last tick. */
  hash: string;
  state: GameState;
  score: number;
}

const FORMAT = 1;
/** Ten minutes: a test that takes longer is not run often. */
export const MAX_TEST_TICKS = 36_000;
/** Characters of a file. */
const MAX_TEXT = 8_000_000;

/** The text of a session; equal sessions have equal texts. */
export function formatReplay(replay: Replay): string {
  const { project, scene, seed, stored, ticks, hash, state, score, inputs } = replay;
  const head = { format: FORMAT, project, scene, seed, stored, ticks, hash, state, score };
  const lines = Object.entries(head).map(
    ([key, value]) => `  ${JSON.stringify(key)}: ${JSON.stringify(value)},`,
  );
  const entries = inputs.entries.map((entry) => `    ${JSON.stringify(entryToJson(entry))}`).join(',\n');
  return `{\n${lines.join('\n')}\n  "inputs": [${entries ? `\n${entries}\n  ` : ''}]\n}\n`;
}

const isText = (value: unknown): value is string => typeof value === 'string';
const isPlain = (value: unknown): value is PropertyValue =>
  isText(value) || typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value));
const isHash = (value: unknown): value is string => isText(value) && /^[0-9a-f]{16}$/u.test(value);

/** Reads what {@link formatReplay} writes. What is wrong is named with the file, and nothing of a wrong file is taken. */
export function parseReplay(text: string, file: string): Result<Replay> {
  const wrong = (message: string) => fail({ file, message });
  if (text.length > MAX_TEXT) return wrong('The recording is larger than 8 MB; record a shorter session.');
  let data: Readonly<Record<string, unknown>>;
  try {
    data = JSON.parse(text) as typeof data;
  } catch (error) {
    return wrong(`The recording is no JSON: ${(error as Error).message}.`);
  }
  if (typeof data !== 'object' || data === null || Array.isArray(data))
    return wrong('The recording must be a JSON object with inputs.');
  const { format, project, scene, seed, stored = {}, ticks, inputs, hash, state, score } = data;
  if (format !== FORMAT)
    return wrong(`The recording has the format ${JSON.stringify(format)}; this Perigee reads ${FORMAT}.`);
  if (!isHash(project) || !isHash(hash))
    return wrong('"project" and "hash" must be 16 hex digits; record the session again.');
  if (!isText(scene)) return wrong('"scene" must be the id of a scene.');
  if (!Number.isSafeInteger(seed)) return wrong('"seed" must be a whole number.');
  if (!Number.isSafeInteger(ticks) || (ticks as number) < 0 || (ticks as number) > MAX_TEST_TICKS)
    return wrong(`"ticks" must be a whole number from 0 to ${MAX_TEST_TICKS} (ten minutes).`);
  if (state !== 'playing' && state !== 'won' && state !== 'lost')
    return wrong('"state" must be playing, won or lost.');
  if (typeof score !== 'number') return wrong('"score" must be a number.');
  if (typeof stored !== 'object' || stored === null || !Object.values(stored).every(isPlain))
    return wrong('"stored" must be a map of names to numbers, texts, true or false.');
  if (!Array.isArray(inputs)) return wrong('"inputs" must be a list such as [[0, ["ArrowRight"]]].');
  const read = readRecordedInput(inputs);
  if (!read.ok) return wrong(`"inputs": ${read.error}`);
  return ok({
    project,
    scene,
    seed: seed as number,
    stored: stored as Replay['stored'],
    ticks: ticks as number,
    inputs: read.value,
    hash,
    state,
    score,
  });
}
