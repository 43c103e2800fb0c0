import type { IncomingMessage, ServerResponse } from 'node:http';

/** A request that is refused, with the status and the sentence that the client gets. */
export class HttpError extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
    this.name = 'HttpError';
  }
}

/** Answers with JSON that is never cached. */
export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  const text = Buffer.from(JSON.stringify(body));
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': text.length,
    'cache-control': 'no-store',
  });
  response.end(text);
}

export function sendNothing(response: ServerResponse, status = 204): void {
  response.writeHead(status, { 'cache-control': 'no-store' });
  response.end();
}

/** Whether a request failed only because the other side went away. */
export function isHangUp(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return code === 'ECONNRESET' || code === 'ERR_STREAM_PREMATURE_CLOSE';
}

/** What a failure is to the client: its own fault, a full disk, or nothing it need know of. */
function asHttpError(error: unknown): HttpError {
  if (error instanceof HttpError) return error;
  if ((error as NodeJS.ErrnoException).code === 'ENOSPC')
    return new HttpError(507, "The server's disk is full.");
  return new HttpError(500, 'The server failed. Its log says why.');
}

/** Answers `{ error }` with the sentence of an {@link HttpError}. Any other error is hidden behind a 500. */
export function sendError(request: IncomingMessage, response: ServerResponse, error: unknown): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const { status, message } = asHttpError(error);
  // The rest of a body that nobody reads would be taken for the next request.
  if (!request.complete) response.setHeader('connection', 'close');
  sendJson(response, status, { error: message });
}
