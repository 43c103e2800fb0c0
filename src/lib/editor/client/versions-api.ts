/** Versions of a project on the server. */
import { isRecord, isString } from '../../base/guards.ts';
import {
  readVersionInfo,
  versionPath,
  versionsPath,
  type VersionInfo,
  type VersionKind,
} from '../../net/versions.ts';

/** The server did not answer: asking later may help. */
export class UnreachableError extends Error {}

/** A version that is not on the server yet. */
export interface NewVersion {
  id: string;
  kind: Exclude<VersionKind, 'automatic'>;
  name: string;
  /** Who kept it; '' for somebody without a name. */
  by: string;
  /** Milliseconds since 1970. */
  at: number;
  /** The document in format 2 of Yjs. */
  bytes: Uint8Array<ArrayBuffer>;
}

/** Throws an Error whose message is for the user, as all here do. */
async function ask(path: string, options: RequestInit = {}): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(path, options);
  } catch {
    throw new UnreachableError('The server cannot be reached.');
  }
  if (response.ok) return response;
  const body: unknown = await response.json().catch(() => null);
  const said =
    isRecord(body) && isString(body.error) ? body.error : `The server answered ${response.status}.`;
  if (response.status >= 500) throw new UnreachableError(said);
  throw new Error(said);
}

/** All versions that the server has, the newest first. */
export async function listVersions(project: string): Promise<VersionInfo[]> {
  const body: unknown = await (await ask(versionsPath(project))).json();
  const list: unknown[] = isRecord(body) && Array.isArray(body.versions) ? body.versions : [];
  return list.flatMap((each) => readVersionInfo(each) ?? []);
}

/** The document of a version, in format 2 of Yjs. */
export async function readVersion(project: string, id: string): Promise<Uint8Array> {
  return new Uint8Array(await (await ask(versionPath(project, id))).arrayBuffer());
}

export async function sendVersion(project: string, { id, bytes, at, ...told }: NewVersion): Promise<void> {
  const given = Object.entries({ ...told, at: String(at) }).filter(([, value]) => value !== '');
  const query = new URLSearchParams(given);
  await ask(`${versionPath(project, id)}?${query}`, { method: 'PUT', body: new Blob([bytes]) });
}

export async function renameVersion(project: string, id: string, name: string): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  await ask(versionPath(project, id), { method: 'PATCH', headers, body: JSON.stringify({ name }) });
}

export async function deleteVersion(project: string, id: string): Promise<void> {
  await ask(versionPath(project, id), { method: 'DELETE' });
}
