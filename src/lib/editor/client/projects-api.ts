/** The server's list of projects, as the start page uses it. */
import { isRecord, isString } from '../../base/guards.ts';

export interface ProjectEntry {
  id: string;
  name: string;
  /** Milliseconds since 1970. */
  modified: number;
}

/** A sample project that comes with Perigee; its picture is `thumbnail.jpg` in its folder. */
export interface SampleEntry {
  name: string;
  title: string;
  about: string;
}

/** What the server says when it refuses, in its own words where it gives any. */
async function refusal(response: Response, doing: string): Promise<Error> {
  const body: unknown = await response.json().catch(() => null);
  const said = isRecord(body)
    ? isRecord(body.error)
      ? body.error.message
      : (body.message ?? body.error)
    : null;
  return new Error(
    isString(said) && said ? said : `${doing} failed: the server answered ${response.status}.`,
  );
}

async function ask(path: string, options: RequestInit, doing: string): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(path, options);
  } catch {
    throw new Error(`${doing} failed: the server cannot be reached. Is it still running?`);
  }
  return response;
}

/** All projects, newest first; `null` where this server does not list them (it is not only yours). */
export async function listProjects(): Promise<ProjectEntry[] | null> {
  const response = await ask('/api/projects', {}, 'Listing projects');
  if (response.status === 404) return null;
  if (!response.ok) throw await refusal(response, 'Listing projects');
  const body: unknown = await response.json();
  const list = isRecord(body) && Array.isArray(body.projects) ? (body.projects as unknown[]) : [];
  return list
    .flatMap((entry): ProjectEntry[] => {
      if (!isRecord(entry) || !isString(entry.id)) return [];
      const modified = isString(entry.modified) ? Date.parse(entry.modified) : Number(entry.modified);
      return [
        { id: entry.id, name: isString(entry.name) ? entry.name : 'Untitled', modified: modified || 0 },
      ];
    })
    .sort((a, b) => b.modified - a.modified);
}

/**
 * Makes a project and returns its id: an empty one, a sample, or one from a zipped project folder.
 * Throws an Error whose message is for the user.
 */
export async function createProject(
  from: { name: string } | { sample: string } | { zip: Uint8Array<ArrayBuffer> },
): Promise<string> {
  const options =
    'zip' in from
      ? { body: new Blob([from.zip]), headers: { 'content-type': 'application/zip' } }
      : { body: JSON.stringify(from), headers: { 'content-type': 'application/json' } };
  const response = await ask('/api/projects', { method: 'POST', ...options }, 'Creating the project');
  if (!response.ok) throw await refusal(response, 'Creating the project');
  const body: unknown = await response.json();
  if (!isRecord(body) || !isString(body.id))
    throw new Error('The server created a project but did not say which.');
  return body.id;
}

/** Deletes a project for everybody. Throws an Error whose message is for the user. */
export async function deleteProject(id: string): Promise<void> {
  const response = await ask(
    `/api/projects/${encodeURIComponent(id)}`,
    { method: 'DELETE' },
    'Deleting the project',
  );
  if (!response.ok && response.status !== 404) throw await refusal(response, 'Deleting the project');
}

/** The samples, in the order in which they are offered. */
export async function listSamples(): Promise<SampleEntry[]> {
  const response = await ask('/samples/index.json', {}, 'Listing the samples');
  if (!response.ok) throw await refusal(response, 'Listing the samples');
  return (await response.json()) as SampleEntry[];
}
