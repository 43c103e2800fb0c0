import type { IncomingMessage, ServerResponse } from 'node:http';
import { isAddress } from '../../net/wire.ts';
import { isSha256, type AssetStore } from '../asset-store.ts';
import type { RemoteLogs } from '../logs/remote-logs.ts';
import type { Projects } from '../projects.ts';
import { receiveAsset, sendAsset } from './assets.ts';
import { mediaType, readBody, readJson } from './body.ts';
import { hasLoopbackName } from './guard.ts';
import { receiveLogs } from './logs.ts';
import { sendGame } from './play.ts';
import { HttpError, sendJson, sendNothing } from './respond.ts';

const MAX_JSON_BYTES = 64 * 1024;
const MAX_ZIP_BYTES = 256 * 1024 * 1024;
const MAX_NAME_LENGTH = 200;

/** What the HTTP API works on. */
export interface ApiContext {
  projects: Projects;
  assets: AssetStore;
  logs: RemoteLogs;
  /** Whether the server is reachable from this machine only; otherwise nobody may list projects. */
  listing: boolean;
}

/**
 * Answers requests below `/api/` and `/healthz`.
 * @returns `false` when the path is none of these
 * @throws {@link HttpError} what the client did wrong
 */
export async function handleApi(
  context: ApiContext,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  const path = (request.url ?? '/').split('?')[0]!;
  if (path === '/healthz') {
    sendJson(response, 200, { status: 'ok' });
    return true;
  }
  if (path !== '/api' && !path.startsWith('/api/')) return false;

  const [collection, project, part, item, ...rest] = path.slice('/api/'.length).split('/');
  if (collection !== 'projects' || rest.length > 0)
    throw new HttpError(404, 'There is nothing at this address.');
  if (project === undefined) await handleProjects(context, request, response);
  else if (part === undefined) await handleProject(context, request, response, address(project));
  else if (part === 'assets' && item !== undefined) {
    await handleAsset(context, request, response, address(project), hash(item));
  } else if (part === 'game' && item === undefined) {
    if (request.method !== 'GET') throw methodNotAllowed(request);
    await sendGame(context.projects, address(project), response);
  } else if (part === 'logs' && item === undefined) {
    if (request.method !== 'POST') throw methodNotAllowed(request);
    await found(context.projects, address(project));
    await receiveLogs(context.logs, project, request, response);
  } else throw new HttpError(404, 'There is nothing at this address.');
  return true;
}

async function handleProjects(
  { projects, listing }: ApiContext,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  switch (request.method) {
    case 'GET':
      // An address is all it takes to open a project: a server that others can reach tells nobody.
      if (!listing || !hasLoopbackName(request))
        throw new HttpError(404, 'This server does not list its projects.');
      return sendJson(response, 200, { projects: await projects.list() });
    case 'POST':
      return sendJson(response, 201, { id: await create(projects, request) });
    default:
      throw methodNotAllowed(request);
  }
}

async function create(projects: Projects, request: IncomingMessage): Promise<string> {
  const type = mediaType(request);
  if (type === 'application/zip') return projects.createFromZip(await readBody(request, MAX_ZIP_BYTES));
  if (type !== 'application/json') {
    throw new HttpError(415, 'Send application/json or application/zip.');
  }
  const { name, sample } = await readJson(request, MAX_JSON_BYTES);
  if (sample !== undefined) {
    if (typeof sample !== 'string') throw new HttpError(400, '"sample" must be a text.');
    return projects.createFromSample(sample);
  }
  if (typeof name !== 'string' || name.trim() === '' || name.length > MAX_NAME_LENGTH) {
    throw new HttpError(400, `"name" must be a text of 1 to ${MAX_NAME_LENGTH} characters.`);
  }
  return projects.create(name.trim());
}

async function handleProject(
  { projects }: ApiContext,
  request: IncomingMessage,
  response: ServerResponse,
  id: string,
): Promise<void> {
  switch (request.method) {
    case 'GET':
      return sendJson(response, 200, await found(projects, id));
    case 'DELETE':
      await found(projects, id);
      await projects.delete(id);
      return sendNothing(response);
    default:
      throw methodNotAllowed(request);
  }
}

async function handleAsset(
  { projects, assets }: ApiContext,
  request: IncomingMessage,
  response: ServerResponse,
  id: string,
  sha256: string,
): Promise<void> {
  await found(projects, id);
  switch (request.method) {
    case 'GET':
    case 'HEAD':
      return sendAsset(assets, id, sha256, request, response);
    case 'PUT':
      return sendNothing(response, await receiveAsset(assets, id, sha256, request, response));
    default:
      throw methodNotAllowed(request);
  }
}

async function found(projects: Projects, id: string) {
  const project = await projects.find(id);
  if (!project) throw new HttpError(404, 'There is no project at this address.');
  return project;
}

function address(text: string): string {
  if (!isAddress(text)) throw new HttpError(400, 'This is not the address of a project.');
  return text;
}

function hash(text: string): string {
  if (!isSha256(text)) throw new HttpError(400, 'An asset is addressed by its SHA-256 in lower-case hex.');
  return text;
}

const methodNotAllowed = (request: IncomingMessage) =>
  new HttpError(405, `${request.method ?? 'This method'} is not possible here.`);
