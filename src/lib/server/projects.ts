import * as Y from 'yjs';
import { newAddress } from '../base/ids.ts';
import { formatProblem, type Result } from '../base/result.ts';
import { writeProject } from '../document/edit-project.ts';
import { systemOrigin } from '../document/origin.ts';
import { readProject } from '../document/read.ts';
import { readProjectZip } from '../import/project-zip.ts';
import type { ProjectBundle } from '../schema/addition.ts';
import { blankProject } from '../schema/blank.ts';
import type { ProjectData } from '../schema/project.ts';
import { exportGameJson } from '../export/export.ts';
import type { Access } from './access.ts';
import type { Activity } from './activity.ts';
import type { AssetStore } from './asset-store.ts';
import { checkAsset } from './http/checked-asset.ts';
import { HttpError } from './http/respond.ts';
import type { RemoteLogs } from './logs/remote-logs.ts';
import type { Rooms } from './rooms.ts';
import { readSample } from './samples.ts';
import type { UpdateLog } from './update-log.ts';
import type { Versions } from './versions.ts';

/** A project as the start page lists it. */
export interface ProjectInfo {
  id: string;
  name: string;
  /** Milliseconds since 1970. */
  modified: number;
}

/** How long the list of a game's files is taken for what it is now, in milliseconds. */
const GAME_FILES_LAST_MS = 2000;
/** Of how many games the files are remembered. */
const MOST_GAMES = 200;

/** Every project of this server: finding, creating and deleting them. */
export class Projects {
  /** Which files the games use, of those played last. */
  readonly #gameFiles = new Map<string, { at: number; files: ReadonlySet<string> }>();

  constructor(
    private readonly log: UpdateLog,
    private readonly rooms: Rooms,
    private readonly assets: AssetStore,
    private readonly logs: RemoteLogs,
    private readonly activity: Activity,
    private readonly access: Access,
    private readonly versions: Versions,
    private readonly samplesDir: string,
  ) {}

  /** All projects, the one changed last first. */
  async list(): Promise<ProjectInfo[]> {
    const infos = await this.log.list();
    return infos
      .map(({ room, name, modified }) => ({ id: room, name, modified }))
      .sort((a, b) => b.modified - a.modified);
  }

  /** `null` when there is none. */
  async find(id: string): Promise<ProjectInfo | null> {
    const info = await this.log.find(id);
    return info && { id, name: (await this.rooms.nameOf(id)) ?? info.name, modified: info.modified };
  }

  /**
   * A project as it is now, everything in it durable. `null` when there is none.
   * @throws {@link HttpError} 503 while storage fails: what is in memory only may be gone later
   */
  async read(id: string): Promise<ProjectData | null> {
    const room = await this.rooms.acquire(id);
    if (!room) return null;
    try {
      // Read first: what comes in while waiting need not be durable when the wait is over.
      const project = readProject(room.doc);
      await room.durable();
      return project;
    } catch (error) {
      if (room.readOnly === null) throw error;
      throw new HttpError(503, `The project cannot be played now: ${room.readOnly}.`);
    } finally {
      this.rooms.release(id);
    }
  }

  /** Whether a file is part of the game that a project is now. */
  async isInGame(id: string, sha256: string): Promise<boolean> {
    const known = this.#gameFiles.get(id);
    const now = Date.now();
    if (known && (known.files.has(sha256) || now - known.at < GAME_FILES_LAST_MS))
      return known.files.has(sha256);
    const project = await this.read(id);
    if (!project) return false;
    const files = new Set<string>();
    exportGameJson(project, (used) => (files.add(used), ''));
    this.#gameFiles.delete(id);
    this.#gameFiles.set(id, { at: now, files });
    if (this.#gameFiles.size > MOST_GAMES) this.#gameFiles.delete(this.#gameFiles.keys().next().value!);
    return files.has(sha256);
  }

  /** A new project with one empty scene. @returns its address */
  create(name: string): Promise<string> {
    return this.#store({ project: blankProject(name), files: new Map() });
  }

  /** A copy of a sample. @throws {@link HttpError} 404 when there is none of this name */
  async createFromSample(sample: string): Promise<string> {
    const bundle = await readSample(this.samplesDir, sample);
    if (!bundle) throw new HttpError(404, `There is no sample named ${JSON.stringify(sample)}.`);
    return this.#store(accepted(bundle));
  }

  /** A project from the zip of its folder. @throws {@link HttpError} 400, 415 or 422 that says what is wrong with it */
  async createFromZip(zip: Uint8Array): Promise<string> {
    const bundle = accepted(readProjectZip(zip));
    for (const bytes of bundle.files.values()) checkAsset(bytes, true);
    return this.#store(bundle);
  }

  /** Sends everybody out and removes the project with all its assets and logs. */
  async delete(id: string): Promise<void> {
    await this.access.deleteProject(id);
    await this.rooms.delete(id);
    await this.versions.deleteProject(id);
    await this.assets.deleteProject(id);
    await this.logs.deleteProject(id);
    await this.activity.deleteProject(id);
  }

  /** Makes a project durable before anybody can hear of it; the document is written this one time only. */
  async #store({ project, files }: ProjectBundle): Promise<string> {
    const id = newAddress();
    try {
      for (const [sha256, bytes] of files) await this.assets.put(id, sha256, once(bytes));
      const doc = new Y.Doc();
      writeProject(doc, systemOrigin, project);
      await this.log.compact(id, Y.encodeStateAsUpdateV2(doc));
      doc.destroy();
      await this.log.describe({ room: id, name: project.name, modified: Date.now() });
      // A game that is shown around must not carry the key of its project.
      await this.access.renew(id, 'player');
      return id;
    } catch (error) {
      await this.assets.deleteProject(id);
      throw error;
    }
  }
}

function accepted(bundle: Result<ProjectBundle>): ProjectBundle {
  if (!bundle.ok) throw new HttpError(400, formatProblem(bundle.error));
  return bundle.value;
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
