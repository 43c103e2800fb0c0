import type { IncomingMessage, ServerResponse } from 'node:http';
import { isRecord, isString } from '../../base/guards.ts';
import { isAddress } from '../../net/wire.ts';
import { LOG_LIMITS, type LogBatch, type LogLevel, type SentLine } from '../../runtime/log-stream.ts';
import { deviceOf, type RemoteLogs } from '../logs/remote-logs.ts';
import { mediaType, readBody } from './body.ts';
import { HttpError, sendJson, sendNothing } from './respond.ts';

/** A little more than a well-behaved game sends at once. */
const MAX_BYTES = 64 * 1024;

const isLevel = (value: unknown): value is LogLevel =>
  value === 'debug' || value === 'info' || value === 'warn' || value === 'error';
const isCount = (value: unknown, least: number): value is number =>
  Number.isSafeInteger(value) && (value as number) >= least;

/**
 * Takes a batch of a game's log. @throws {@link HttpError} 400 for another form, 413, 415;
 * answers 429 with `retry-after` when it is too much at once
 */
export async function receiveLogs(
  logs: RemoteLogs,
  project: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (mediaType(request) !== 'application/json') throw new HttpError(415, 'Send application/json.');
  const body = await readBody(request, MAX_BYTES);
  const batch = readBatch(parse(body));
  const device = deviceOf(request.headers['user-agent'] ?? '');
  const answer = await logs.take(project, batch, device, body.length);
  if (answer.taken) return sendNothing(response);
  response.setHeader('retry-after', answer.retryAfter);
  sendJson(response, 429, { error: 'Too much is logged at once. Send this again later.' });
}

function parse(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body));
  } catch (error) {
    throw new HttpError(400, `The body is not valid JSON: ${(error as Error).message}.`);
  }
}

function readBatch(value: unknown): LogBatch {
  if (!isRecord(value)) throw new HttpError(400, 'The body must be a JSON object.');
  const { session, batch, dropped, lines } = value;
  // It becomes part of a file's name.
  if (!isString(session) || !isAddress(session))
    throw new HttpError(400, '"session" must be 21 letters, digits, "-" or "_".');
  if (!isCount(batch, 1)) throw new HttpError(400, '"batch" must be a whole number from 1.');
  if (!isCount(dropped, 0)) throw new HttpError(400, '"dropped" must be a whole number from 0.');
  if (!Array.isArray(lines) || lines.length === 0 || lines.length > LOG_LIMITS.lines)
    throw new HttpError(400, `"lines" must be a list of 1 to ${LOG_LIMITS.lines} lines.`);
  return { session, batch, dropped, lines: lines.map(readLine) };
}

function readLine(value: unknown, index: number): SentLine {
  const where = `"lines[${index}]"`;
  if (!isRecord(value)) throw new HttpError(400, `${where} must be an object.`);
  const { level, source, text, age } = value;
  if (!isLevel(level)) throw new HttpError(400, `${where} has no level: debug, info, warn or error.`);
  if (!isString(source) || source.length > LOG_LIMITS.source)
    throw new HttpError(400, `${where} needs a source of at most ${LOG_LIMITS.source} characters.`);
  if (!isString(text) || text.length > LOG_LIMITS.text)
    throw new HttpError(400, `${where} needs a text of at most ${LOG_LIMITS.text} characters.`);
  if (typeof age !== 'number' || !(age >= 0))
    throw new HttpError(400, `${where} needs an age of 0 ms or more.`);
  return { level, source, text, age };
}
