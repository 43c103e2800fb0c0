import type { IncomingMessage } from 'node:http';
import { HttpError } from './respond.ts';

const LOOPBACK_NAMES = new Set(['localhost', '127.0.0.1', '[::1]']);

/** The name in a `Host` header or an origin, without the port. */
const nameOf = (host: string): string => host.replace(/:\d+$/, '').toLowerCase();

/** Whether a listening address is reachable from this machine only. */
export const isLoopback = (address: string): boolean =>
  address === 'localhost' || address === '::1' || address.startsWith('127.');

/**
 * Whether a request came in under a name of this machine itself. A page elsewhere can point a name of its own
 * at 127.0.0.1 and reach a server here through the visitor's browser; it cannot change this header.
 */
export const hasLoopbackName = (request: IncomingMessage): boolean =>
  LOOPBACK_NAMES.has(nameOf(request.headers.host ?? ''));

/** Whether the request was made by a page of this very server, or by no page at all. */
export function isSameOrigin(request: IncomingMessage): boolean {
  const { origin, host } = request.headers;
  if (origin === undefined) return true;
  try {
    return new URL(origin).host === host?.toLowerCase();
  } catch {
    return false;
  }
}

/**
 * Refuses requests that a foreign page has made a browser send.
 * @param hosts names this server answers to besides those of the machine itself; `null` for any
 * @throws {@link HttpError} 403
 */
export function guard(request: IncomingMessage, hosts: ReadonlySet<string> | null): void {
  if (hosts && !hasLoopbackName(request) && !hosts.has(nameOf(request.headers.host ?? ''))) {
    throw new HttpError(
      403,
      `This server does not answer to the name ${JSON.stringify(request.headers.host ?? '')}. ` +
        'If it should, list the name in PERIGEE_HOSTS.',
    );
  }
  const changes = request.method !== 'GET' && request.method !== 'HEAD';
  if ((changes || request.headers.upgrade) && !isSameOrigin(request)) {
    throw new HttpError(403, 'Requests from pages of other sites are refused.');
  }
}
