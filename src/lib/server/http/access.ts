import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Role } from '../../net/roles.ts';
import type { Access, Pass } from '../access.ts';
import { readJson } from './body.ts';
import { need } from './enter.ts';
import { HttpError, sendJson, sendNothing } from './respond.ts';

const MAX_BYTES = 4096;

/**
 * Answers `/api/projects/ADDRESS/access` with one's own role and, for the owner, all links; and for the owner
 * `…/access/ROLE`: POST makes a new link in place of the old one, PATCH sets when it ends, DELETE withdraws it.
 * @throws {@link HttpError} what the client did wrong
 */
export async function handleAccess(
  access: Access,
  pass: Pass,
  role: Role | null,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { project } = pass;
  if (role === null) {
    if (request.method !== 'GET') throw notPossible(request);
    const links = pass.role === 'owner' ? await access.links(project) : undefined;
    return sendJson(response, 200, { role: pass.role, expires: pass.expires, ...(links && { links }) });
  }
  need(pass, 'owner');
  switch (request.method) {
    case 'POST':
      return sendJson(response, 201, await access.renew(project, role, await readExpiry(request, role)));
    case 'PATCH': {
      const link = await access.expire(project, role, await readExpiry(request, role));
      if (!link) throw new HttpError(404, 'There is no such link.');
      return sendJson(response, 200, link);
    }
    case 'DELETE':
      if (role === 'owner')
        throw new HttpError(
          400,
          "The owner's link can be renewed but not withdrawn: nobody could come in again.",
        );
      await access.withdraw(project, role);
      return sendNothing(response);
    default:
      throw notPossible(request);
  }
}

/** When a link is to end, of the body `{ "expires": MILLISECONDS or null }`; a body may be missing. */
async function readExpiry(request: IncomingMessage, role: Role): Promise<number | null> {
  if (request.headers['content-length'] === '0' || !request.headers['content-type']) return null;
  const { expires = null } = await readJson(request, MAX_BYTES);
  if (expires === null) return null;
  if (role === 'owner')
    throw new HttpError(400, "The owner's link does not expire: nobody could come in again.");
  if (typeof expires !== 'number' || !Number.isSafeInteger(expires) || expires < 0)
    throw new HttpError(400, '"expires" must be milliseconds since 1970, or null for never.');
  return expires;
}

const notPossible = (request: IncomingMessage) =>
  new HttpError(405, `${request.method ?? 'This method'} is not possible here.`);
