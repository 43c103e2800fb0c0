import type { IncomingMessage } from 'node:http';
import { HttpError } from './respond.ts';

/** The media type of a request's body, in lower case and without parameters. */
export function mediaType(request: IncomingMessage): string {
  return (request.headers['content-type'] ?? '').split(';')[0]!.trim().toLowerCase();
}

/**
 * The body in pieces, never more than `limit` bytes of it.
 * @param limit bytes
 * @throws {@link HttpError} 413 while reading, or at once when the announced length is too much
 */
export async function* limitedBody(request: IncomingMessage, limit: number): AsyncGenerator<Uint8Array> {
  if (Number(request.headers['content-length'] ?? 0) > limit) throw tooLarge(limit);
  let size = 0;
  for await (const chunk of request as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > limit) throw tooLarge(limit);
    yield chunk;
  }
}

/** The whole body. @throws {@link HttpError} 413 */
export async function readBody(request: IncomingMessage, limit: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of limitedBody(request, limit)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** The body as a JSON object. @throws {@link HttpError} 400 or 413 */
export async function readJson(request: IncomingMessage, limit: number): Promise<Record<string, unknown>> {
  const text = new TextDecoder().decode(await readBody(request, limit));
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new HttpError(400, `The body is not valid JSON: ${(error as Error).message}.`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new HttpError(400, 'The body must be a JSON object.');
  }
  return value as Record<string, unknown>;
}

function tooLarge(limit: number): HttpError {
  const size = limit >= 1024 * 1024 ? `${limit / 1024 / 1024} MB` : `${limit / 1024} kB`;
  return new HttpError(413, `The request is too large: at most ${size} are accepted here.`);
}
