import * as Y from 'yjs';
import { newAddress } from '../base/ids.ts';
import type { AssetStore } from './asset-store.ts';
import type { Rooms } from './rooms.ts';
import type { UpdateLog } from './update-log.ts';
import { blankProject } from '../schema/blank.ts';
import type { ProjectData } from '../schema/project.ts';
import { HttpError } from './http/respond.ts';

/** A project as the start page lists it. */
export interface ProjectInfo {
  id: string;
  name: string;
  /** Milliseconds since 1970. */
  modified: number;
}

/** Every project of this server: finding, creating and deleting them. */
export class Projects {
  constructor(
    private readonly log: UpdateLog,
    private readonly rooms: Rooms,
    private readonly assets: AssetStore,
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

  /** A new project with one empty scene. @returns its address */
  create(name: string): Promise<string> {
    return this.#seed(blankProject(name));
  }

  async createFromSample(sample: string): Promise<string> {
    throw new HttpError(404, `There is no sample named ${JSON.stringify(sample)}.`);
  }

  async createFromZip(zip: Uint8Array): Promise<string> {
    throw new HttpError(400, `Not a project (${zip.length} bytes).`);
  }

  async delete(id: string): Promise<void> {
    await this.rooms.delete(id);
    await this.assets.deleteProject(id);
  }

  async #seed(project: ProjectData): Promise<string> {
    const id = newAddress();
    await this.rooms.create(id, (room) => {
      seedDocument(room.doc, project);
    });
    return id;
  }
}

function seedDocument(doc: Y.Doc, project: ProjectData): void {
  doc.getMap('project').set('name', project.name);
}
