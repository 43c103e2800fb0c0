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

/** Answers `{ error }` with the sentence of an {@link HttpError}. Any other error is hidden behind a 500. */
export function sendError(request: IncomingMessage, response: ServerResponse, error: unknown): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const known = error instanceof HttpError;
  // The rest of a body that nobody reads would be taken for the next request.
  if (!request.complete) response.setHeader('connection', 'close');
  sendJson(response, known ? error.status : 500, {
    error: known ? error.message : 'The server failed. Its log says why.',
  });
}
