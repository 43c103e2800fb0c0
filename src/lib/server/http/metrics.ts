import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Metrics } from '../metrics.ts';
import { HttpError } from './respond.ts';

/** Who may read the metrics: programs on the same machine, everybody, or nobody. */
export type MetricsFor = 'local' | 'all' | 'off';

export const isMetrics = (request: IncomingMessage): boolean => request.url === '/metrics';

/** Answers `/metrics`. @throws {@link HttpError} 404 for whoever may not read them */
export function sendMetrics(
  metrics: Metrics,
  shownTo: MetricsFor,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  if (shownTo === 'off' || (shownTo === 'local' && !isLocal(request)))
    throw new HttpError(404, 'There is nothing at this address.');
  const text = Buffer.from(metrics.text());
  response.writeHead(200, {
    'content-type': metrics.contentType,
    'content-length': text.length,
    'cache-control': 'no-store',
  });
  response.end(text);
}

/** Whether a request was made on this machine; what a proxy here passes on was not. */
function isLocal(request: IncomingMessage): boolean {
  const address = request.socket.remoteAddress?.replace(/^::ffff:/, '') ?? '';
  const passedOn = request.headers['x-forwarded-for'] ?? request.headers.forwarded;
  return passedOn === undefined && (address === '::1' || address.startsWith('127.'));
}
