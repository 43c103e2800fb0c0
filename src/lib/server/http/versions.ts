import type { IncomingMessage, ServerResponse } from 'node:http';
import * as Y from 'yjs';
import { isVersionKind, MAX_VERSION_BYTES, MAX_VERSION_NAME, type VersionKind } from '../../net/versions.ts';
import type { Pass } from '../access.ts';
import type { VersionKeeper } from '../version-keeper.ts';
import { countsOf, stateOf, TooManyVersionsError, unpackVersion, type Versions } from '../versions.ts';
import { readBody, readJson } from './body.ts';
import { need } from './enter.ts';
import { HttpError, sendJson, sendNothing } from './respond.ts';

const MAX_JSON_BYTES = 4096;

/** What these requests work on. */
export interface VersionsContext {
  versions: Versions;
  keeper: VersionKeeper;
}

/**
 * Answers `/api/projects/ADDRESS/versions` with the list, and for `…/versions/ID`: GET gives the document as it was (viewers too), PUT
 * keeps one, PATCH names it (editors), DELETE removes it (the owner).
 * @throws {@link HttpError} what the client did wrong
 */
export async function handleVersions(
  context: VersionsContext,
  pass: Pass,
  id: string | null,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { versions } = context;
  const { project } = pass;
  need(pass, 'viewer');
  if (id === null) {
    if (request.method !== 'GET') throw notPossible(request);
    return sendJson(response, 200, { versions: await versions.list(project) });
  }
  switch (request.method) {
    case 'GET':
      return sendVersion(await versions.bytesOf(project, id), request, response);
    case 'PUT':
      need(pass, 'editor');
      await keep(context, project, id, request);
      return sendNothing(response);
    case 'PATCH': {
      need(pass, 'editor');
      const { name } = await readJson(request, MAX_JSON_BYTES);
      if (!(await withRoom(() => versions.rename(project, id, checkName(name))))) throw noVersion();
      return sendNothing(response);
    }
    case 'DELETE':
      need(pass, 'owner');
      if (!(await versions.delete(project, id))) throw noVersion();
      return sendNothing(response);
    default:
      throw notPossible(request);
  }
}

async function sendVersion(
  bytes: Uint8Array | null,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (!bytes) throw noVersion();
  const packed = /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''));
  const body = packed ? bytes : await unpackVersion(bytes);
  response.writeHead(200, {
    'content-type': 'application/octet-stream',
    ...(packed && { 'content-encoding': 'gzip' }),
    'content-length': body.length,
    // Never another one at the same address; but not to be read by whoever has the browser later.
    'cache-control': 'private, max-age=3600',
    vary: 'accept-encoding',
  });
  response.end(body);
}

/** Keeps the body as a version; `kind`, `name`, `by` and `at` stand in the query. */
async function keep(
  { versions, keeper }: VersionsContext,
  project: string,
  id: string,
  request: IncomingMessage,
): Promise<void> {
  const query = new URL(request.url ?? '/', 'http://localhost').searchParams;
  const kind = query.get('kind') ?? 'named';
  if (!isVersionKind(kind) || kind === 'automatic')
    throw new HttpError(400, '"kind" must be "named", "import" or "restore".');
  const name = nameFor(kind, query.get('name'));
  const by = (query.get('by') ?? '').slice(0, MAX_VERSION_NAME).trim();
  const document = await readBody(request, MAX_VERSION_BYTES);
  const state = checkDocument(document);
  // A version that waited for the network says when it was made; it was not made later than now.
  const now = Date.now();
  const told = Number(query.get('at') ?? now);
  const at = Number.isSafeInteger(told) && told > 0 ? Math.min(told, now) : now;
  const touched = countsOf(keeper.taken(project));
  await withRoom(() =>
    versions.add(project, { id, kind, name, at, by: by === '' ? [] : [by], touched }, document, state),
  );
}

/** What a document holds, as {@link stateOf} tells it. @throws {@link HttpError} 400 for bytes that are none */
function checkDocument(bytes: Uint8Array): string {
  const doc = new Y.Doc();
  try {
    Y.applyUpdateV2(doc, bytes);
    return stateOf(doc);
  } catch {
    throw new HttpError(400, 'The body must be a document in format 2 of Yjs.');
  } finally {
    doc.destroy();
  }
}

const nameFor = (kind: VersionKind, name: string | null): string =>
  kind === 'named' || name !== null ? checkName(name) : '';

function checkName(name: unknown): string {
  if (typeof name !== 'string' || name.trim() === '' || name.length > MAX_VERSION_NAME)
    throw new HttpError(400, `"name" must be a text of 1 to ${MAX_VERSION_NAME} characters.`);
  return name.trim();
}

async function withRoom<T>(change: () => Promise<T>): Promise<T> {
  try {
    return await change();
  } catch (error) {
    if (error instanceof TooManyVersionsError) throw new HttpError(409, error.message);
    throw error;
  }
}

const noVersion = () => new HttpError(404, 'There is no such version.');
const notPossible = (request: IncomingMessage) =>
  new HttpError(405, `${request.method ?? 'This method'} is not possible here.`);
