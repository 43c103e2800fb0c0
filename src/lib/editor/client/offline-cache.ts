/** What a page that was opened before needs to open again without the server, and which of it may be kept for how long. */

/**
 * How a request is answered:
 * - `app`: code and styles, named by their content: from the cache, for ever
 * - `page`: an address of the app: from the server, and when that does not answer the app as it was kept
 * - `file`: a file of a project, named by its content: from the cache, and kept when it comes
 * - `null`: not this one's business
 */
export type Answered = 'app' | 'page' | 'file' | null;

/** Pages that are the app itself; games at `/play` are pages of their own, and what the server says is never kept. */
const PAGES = /^\/($|p\/|docs\/)/u;
const FILES = /^\/api\/projects\/[^/]+\/assets\/[0-9a-f]{64}$/u;

/** @param origin where the app comes from */
export function answeredHow(request: Pick<Request, 'method' | 'mode' | 'url'>, origin: string): Answered {
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== origin) return null;
  if (request.mode === 'navigate') return PAGES.test(url.pathname) ? 'page' : null;
  if (url.pathname.startsWith('/_app/immutable/')) return 'app';
  return FILES.test(url.pathname) ? 'file' : null;
}

/** Files of projects that are kept at most. */
export const MOST_FILES = 2000;

/** Which of the kept ones go, the oldest first. @param keys in the order in which they were put in */
export const surplus = <T>(keys: readonly T[], most = MOST_FILES): readonly T[] =>
  keys.slice(0, Math.max(0, keys.length - most));
