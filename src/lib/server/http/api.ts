import type { IncomingMessage, ServerResponse } from 'node:http';
import { isRole } from '../../net/roles.ts';
import type { Access, Pass } from '../access.ts';
import { isSha256, type AssetStore } from '../asset-store.ts';
import type { RemoteLogs } from '../logs/remote-logs.ts';
import { isVersionId } from '../../net/versions.ts';
import type { ProjectInfo, Projects } from '../projects.ts';
import { handleAccess } from './access.ts';
import { receiveAsset, sendAsset } from './assets.ts';
import { mediaType, readBody, readJson } from './body.ts';
import { enter, need, noProject } from './enter.ts';
import { hasLoopbackName } from './guard.ts';
import { receiveLogs } from './logs.ts';
import { sendGame } from './play.ts';
import { HttpError, sendJson, sendNothing } from './respond.ts';
import { handleVersions, type VersionsContext } from './versions.ts';

const MAX_JSON_BYTES = 64 * 1024;
const MAX_ZIP_BYTES = 256 * 1024 * 1024;
const MAX_NAME_LENGTH = 200;

/** What the HTTP API works on. */
export interface ApiContext extends VersionsContext {
  projects: Projects;
  assets: AssetStore;
  logs: RemoteLogs;
  access: Access;
  /** Whether the server is reachable from this machine only; otherwise nobody may list projects. */
  listing: boolean;
}

/**
 * Answers requests below `/api/`.
 * @returns `false` when the path is another
 * @throws {@link HttpError} what the client did wrong
 */
export async function handleApi(
  context: ApiContext,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  const path = (request.url ?? '/').split('?')[0]!;
  if (path !== '/api' && !path.startsWith('/api/')) return false;

  const [collection, address, part, item, ...rest] = path.slice('/api/'.length).split('/');
  if (collection !== 'projects' || rest.length > 0) throw nothingHere();
  if (address === undefined) {
    await handleProjects(context, request, response);
    return true;
  }
  const pass = await enter(context.access, address);
  if (part === undefined) await handleProject(context, request, response, pass);
  else if (part === 'access' && (item === undefined || isRole(item)))
    await handleAccess(context.access, pass, item ?? null, request, response);
  else if (part === 'assets' && item !== undefined)
    await handleAsset(context, request, response, pass, hash(item));
  else if (part === 'versions' && (item === undefined || isVersionId(item)))
    await handleVersions(context, pass, item ?? null, request, response);
  else if (part === 'game' && item === undefined) {
    if (request.method !== 'GET') throw methodNotAllowed(request);
    await sendGame(context.projects, pass, response);
  } else if (part === 'logs' && item === undefined) {
    if (request.method !== 'POST') throw methodNotAllowed(request);
    await receiveLogs(context.logs, pass.project, request, response);
  } else throw nothingHere();
  return true;
}

async function handleProjects(
  { projects, access, listing }: ApiContext,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  switch (request.method) {
    case 'GET':
      // An address is all it takes to open a project: a server that others can reach tells nobody.
      if (!listing || !hasLoopbackName(request))
        throw new HttpError(404, 'This server does not list its projects.');
      return sendJson(response, 200, { projects: await ownList(projects, access) });
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

/** Every project under its owner's address: for the list of somebody's own machine. */
async function ownList(projects: Projects, access: Access): Promise<ProjectInfo[]> {
  const infos = await projects.list();
  return Promise.all(infos.map(async (info) => ({ ...info, id: await access.ownerAddress(info.id) })));
}

async function handleProject(
  { projects }: ApiContext,
  request: IncomingMessage,
  response: ServerResponse,
  pass: Pass,
): Promise<void> {
  switch (request.method) {
    case 'GET': {
      need(pass, 'viewer');
      const project = await projects.find(pass.project);
      if (!project) throw noProject();
      return sendJson(response, 200, { ...project, id: pass.token, role: pass.role });
    }
    case 'DELETE':
      need(pass, 'owner');
      await projects.delete(pass.project);
      return sendNothing(response);
    default:
      throw methodNotAllowed(request);
  }
}

async function handleAsset(
  { projects, assets }: ApiContext,
  request: IncomingMessage,
  response: ServerResponse,
  pass: Pass,
  sha256: string,
): Promise<void> {
  switch (request.method) {
    case 'GET':
    case 'HEAD':
      // Whoever only plays gets what the game shows, not everything that was ever stored.
      if (pass.role === 'player' && !(await projects.isInGame(pass.project, sha256)))
        throw new HttpError(404, 'There is no such file in this game.');
      return sendAsset(assets, pass.project, sha256, request, response);
    case 'PUT':
      need(pass, 'editor');
      return sendNothing(response, await receiveAsset(assets, pass.project, sha256, request, response));
    default:
      throw methodNotAllowed(request);
  }
}

function hash(text: string): string {
  if (!isSha256(text)) throw new HttpError(400, 'An asset is addressed by its SHA-256 in lower-case hex.');
  return text;
}

const nothingHere = () => new HttpError(404, 'There is nothing at this address.');
const methodNotAllowed = (request: IncomingMessage) =>
  new HttpError(405, `${request.method ?? 'This method'} is not possible here.`);
