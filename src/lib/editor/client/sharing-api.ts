/** Who may come into a project by which link, as the owner sets it on the server. */
import { isRecord, isString } from '../../base/guards.ts';
import { isRole, type Role, type RoleLink } from '../../net/roles.ts';
import { accessPath, playPath } from '../../net/wire.ts';

export type { Role, RoleLink };

/** What the server says about a project's links. */
export interface Sharing {
  /** What this page's own link allows. */
  role: Role;
  /** All links, for the owner; `null` for everybody else. */
  links: readonly RoleLink[] | null;
}

/** What is given to others: the editor's address, or that of the game for those who play. */
export const linkUrl = ({ role, token }: RoleLink): string =>
  new URL(role === 'player' ? playPath(token) : `/p/${token}`, location.origin).href;

async function ask(path: string, options: RequestInit): Promise<unknown> {
  let response: Response;
  try {
    response = await fetch(path, options);
  } catch {
    throw new Error('The server cannot be reached. Links can be changed again when it can.');
  }
  if (response.status === 204) return null;
  const body: unknown = await response.json().catch(() => null);
  if (response.ok) return body;
  const said = isRecord(body) && isString(body.error) ? body.error : `the server answered ${response.status}`;
  throw new Error(said);
}

function readLink(value: unknown): RoleLink[] {
  if (!isRecord(value) || !isRole(value.role) || !isString(value.token)) return [];
  const { role, token, created, expires } = value;
  return [{ role, token, created: Number(created), expires: typeof expires === 'number' ? expires : null }];
}

/** Reads who may come in. Throws an Error whose message is for the user, as all here do. */
export async function readSharing(project: string): Promise<Sharing> {
  const body = await ask(accessPath(project), {});
  if (!isRecord(body) || !isRole(body.role)) throw new Error('The server did not say who may come in.');
  return { role: body.role, links: Array.isArray(body.links) ? body.links.flatMap(readLink) : null };
}

const withExpiry = (method: string, expires: number | null): RequestInit => ({
  method,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ expires }),
});

/** Makes the link of a role, or a new one in place of it. */
export async function renewLink(project: string, role: Role, expires: number | null): Promise<RoleLink> {
  const [link] = readLink(await ask(`${accessPath(project)}/${role}`, withExpiry('POST', expires)));
  if (!link) throw new Error('The server made a link but did not say which.');
  return link;
}

/** Sets when a link ends. @param expires milliseconds since 1970; `null` for never */
export async function setExpiry(project: string, role: Role, expires: number | null): Promise<void> {
  await ask(`${accessPath(project)}/${role}`, withExpiry('PATCH', expires));
}

/** Withdraws a link: whoever is in by it is sent out. */
export async function withdrawLink(project: string, role: Role): Promise<void> {
  await ask(`${accessPath(project)}/${role}`, { method: 'DELETE' });
}
