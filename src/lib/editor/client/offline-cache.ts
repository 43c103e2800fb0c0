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

/**
 * Answers with a page from the server, or with the kept one when it cannot be reached: what stands in front of a server
 * that is away answers with an error of its own.
 */
export async function answerPage(
  ask: () => Promise<Response>,
  kept: () => Promise<Response | undefined>,
): Promise<Response> {
  const answer = await ask().catch(() => null);
  if (answer && answer.status < 500) return answer;
  return (await kept()) ?? answer ?? Response.error();
}

/** What is needed of a browser's cache. */
export type FileCache = Pick<Cache, 'match' | 'put' | 'keys' | 'delete'>;

/** Answers with a file as it is kept, or as the server has it, and keeps that. A browser that is full keeps nothing more. */
export async function answerFile(
  cache: FileCache,
  request: Request,
  ask: () => Promise<Response>,
): Promise<Response> {
  const found = await cache.match(request);
  if (found) return found;
  const answer = await ask();
  if (answer.status === 200) await keep(cache, request, answer.clone()).catch(() => {});
  return answer;
}

async function keep(cache: FileCache, request: Request, answer: Response): Promise<void> {
  await cache.put(request, answer);
  for (const old of surplus(await cache.keys())) await cache.delete(old);
}
