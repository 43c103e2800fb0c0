/** What an intake gathers: additions of several formats and single files, growing into one. */
import { newId } from '../base/ids.ts';
import type { Problem } from '../base/result.ts';
import {
  fitAddition,
  freeName,
  projectOf,
  type ProjectAddition,
  type ReportLine,
} from '../schema/addition.ts';
import type { ImportDeps } from './import-deps.ts';

/** A file that an import started from. */
export interface Begun {
  file: string;
  problem: Problem | null;
}

export class Collected {
  readonly loose: string[] = [];
  readonly starts: Begun[] = [];
  readonly #report: ReportLine[] = [];
  /** Bytes that an asset has been made of. */
  readonly bytes = new Set<Uint8Array>();
  readonly #id: () => string;
  #sum: ProjectAddition = { files: new Map() };

  constructor({ id = newId }: ImportDeps) {
    this.#id = id;
  }

  get addition(): ProjectAddition {
    const { files, ...records } = this.#sum;
    // What holds nothing is not there: a project made of it starts with what every new one has.
    const filled = Object.entries(records).filter(([, record]) => Object.keys(record).length > 0);
    return { ...Object.fromEntries(filled), files, report: this.#report };
  }

  /** Adds a line to what the user is told. */
  tell(line: ReportLine): void {
    this.#report.push(line);
  }

  /** Tells what a picture has lost, if anything. */
  lost(file: string, note: string | undefined): void {
    if (note) this.tell({ file, what: 'Picture', how: 'changed', detail: note });
  }

  begun(files: readonly string[], failed: ReadonlyMap<string, Problem>): void {
    for (const file of files) this.starts.push({ file, problem: failed.get(file) ?? null });
  }

  add(more: ProjectAddition): void {
    const sum = this.#sum;
    const fitted = fitAddition(projectOf('', sum).project, more);
    for (const bytes of more.files.values()) this.bytes.add(bytes);
    this.#report.push(...(more.report ?? []));
    this.#sum = {
      scenes: { ...sum.scenes, ...fitted.scenes },
      scripts: { ...sum.scripts, ...fitted.scripts },
      assets: { ...sum.assets, ...fitted.assets },
      tilesets: { ...sum.tilesets, ...fitted.tilesets },
      prefabs: { ...sum.prefabs, ...fitted.prefabs },
      files: new Map([...sum.files, ...more.files]),
    };
  }

  addLoose(asset: NonNullable<ProjectAddition['assets']>[string], bytes: Uint8Array): void {
    // The same file twice, as it lies in two folders, is one.
    const known = Object.values(this.#sum.assets ?? {});
    if (known.some(({ sha256, name }) => sha256 === asset.sha256 && name === asset.name)) return;
    const id = this.#id();
    this.loose.push(id);
    this.add({ assets: { [id]: asset }, files: new Map([[asset.sha256, bytes]]) });
  }

  addScript(path: string, text: string): void {
    const taken = new Set(Object.keys(this.#sum.scripts ?? {}).map((each) => each.toLowerCase()));
    this.add({ scripts: { [freeName(path, taken)]: text }, files: new Map() });
  }
}
