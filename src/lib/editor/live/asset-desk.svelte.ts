/** The project's files as this person has them in hand: what is shown and selected, and what is done to them. */
import { createSubscriber } from 'svelte/reactivity';
import type * as Y from 'yjs';
import type { Problem } from '../../base/result.ts';
import { counted, named, shortName } from '../../base/words.ts';
import { deleteAsset, renameAsset, setAssetContent, setAssetMeta } from '../../document/edit-assets.ts';
import type { Origin } from '../../document/origin.ts';
import type { DocReader } from '../../document/reader.ts';
import { transact } from '../../document/step.ts';
import type { AssetKind } from '../../schema/fields.ts';
import type { AssetData, ProjectData } from '../../schema/project.ts';
import { chosenFiles, type GivenFile } from '../client/given-files.ts';
import type { ProjectConnection } from '../client/project-connection.ts';
import type { Upload } from '../client/upload-queue.ts';
import { imports } from './import-run.svelte.ts';
import { replacedSheet } from '../core/sheets/replaced-sheet.ts';
import { byteText, cleanFolder, selectAsset, usedAssets } from '../core/assets/asset-list.ts';
import { usagesOf } from '../core/hierarchy/usages.ts';

/** What it is given of the editor. */
interface AssetDeskHost {
  readonly reader: DocReader;
  readonly origin: Origin;
  readonly connection: ProjectConnection;
  say: (text: string) => void;
  refuse: (problems: readonly Problem[]) => void;
}

const KIND_WORDS: Readonly<Record<AssetKind, string>> = {
  image: 'a picture',
  sound: 'a sound',
  font: 'a font',
  data: 'a text or data file',
};

export class AssetDesk {
  search = $state('');
  kind = $state<AssetKind | 'all'>('all');
  /** Shows only what nothing uses. */
  unused = $state(false);
  /** Files about to be deleted that something still uses; the panel asks. */
  asking = $state.raw<{ ids: readonly string[]; places: number } | null>(null);
  /** Files whose folder is to be named. */
  moving = $state.raw<readonly string[] | null>(null);

  #selected = $state.raw<ReadonlySet<string>>(new Set());
  #anchor: string | null = null;
  readonly #host: AssetDeskHost;
  readonly #followUploads: () => void;

  constructor(host: AssetDeskHost) {
    this.#host = host;
    this.#followUploads = createSubscriber((update) => host.connection.uploads.subscribe(update));
  }

  /** How the bytes of a file are on their way to the server; `null` for those that it has. */
  uploadOf(sha256: string): Upload | null {
    this.#followUploads();
    return this.#host.connection.uploads.of(sha256);
  }

  /** Files of the project that the server does not take. @param assets the project's, as whoever shows them follows them */
  refused(assets: ProjectData['assets']): readonly Upload[] {
    this.#followUploads();
    const { refused } = this.#host.connection.uploads;
    if (refused.length === 0) return refused;
    const hashes = new Set(Object.values(assets).map(({ sha256 }) => sha256));
    return refused.filter(({ sha256 }) => hashes.has(sha256));
  }

  /** Asks the server once more to take what it refused. */
  sendAgain(): void {
    for (const { sha256 } of this.refused(this.#project.assets)) this.#host.connection.uploads.retry(sha256);
  }

  /** Takes the files that the server refuses out of the project, as one step. */
  removeRefused(): void {
    const hashes = new Set(this.refused(this.#project.assets).map(({ sha256 }) => sha256));
    const ids = Object.entries(this.#project.assets).filter(([, { sha256 }]) => hashes.has(sha256));
    for (const sha256 of hashes) this.#host.connection.uploads.forget(sha256);
    this.removeNow(ids.map(([id]) => id));
  }

  get selected(): ReadonlySet<string> {
    return this.#selected;
  }

  /** @param ids what is listed, in order */
  select(ids: readonly string[], id: string, how: 'only' | 'toggle' | 'range'): void {
    this.#selected = selectAsset(ids, this.#selected, this.#anchor, id, how);
    if (how !== 'range') this.#anchor = id;
  }

  selectAll(ids: readonly string[]): void {
    this.#selected = new Set(ids);
  }

  /** The selected files where this is one of them, else just this one. */
  along(id: string): string[] {
    const { assets } = this.#project;
    return this.#selected.has(id) ? [...this.#selected].filter((each) => assets[each]) : [id];
  }

  /** Gives a file another name. Whoever uses it knows it by its id. @returns whether it has that name now */
  rename(id: string, given: string): boolean {
    const name = given.trim();
    const { assets } = this.#project;
    if (name === '' || !assets[id] || name === assets[id].name) return name !== '';
    const clash = Object.entries(assets).some(
      ([each, asset]) => each !== id && asset.name.toLowerCase() === name.toLowerCase(),
    );
    if (clash) {
      this.#host.refuse([
        { file: name, message: 'Another file of the project has this name already; choose another one.' },
      ]);
      return false;
    }
    renameAsset(this.#doc, this.#host.origin, id, name);
    return true;
  }

  /** Puts files into a folder; '' takes them out of theirs. */
  move(ids: readonly string[], folder: string): void {
    const name = cleanFolder(folder);
    const step =
      name === '' ? `Take ${this.#names(ids)} out of the folder` : `Move ${this.#names(ids)} to ${name}`;
    transact(this.#doc, this.#host.origin, step, () => {
      for (const id of ids) setAssetMeta(this.#doc, this.#host.origin, id, { folder: name || undefined });
    });
  }

  /** Deletes files that nothing uses; asks first where something does. */
  remove(ids: readonly string[]): void {
    const { assets } = this.#project;
    const places = ids.reduce((sum, id) => sum + usagesOf(this.#project, { kind: 'asset', id }).length, 0);
    const used = places > 0 ? places : ids.filter((id) => usedAssets(this.#project).has(id)).length;
    if (used > 0) this.asking = { ids: ids.filter((id) => assets[id]), places: used };
    else this.removeNow(ids);
  }

  /** Deletes files, whoever uses them, as one step. */
  removeNow(ids: readonly string[]): void {
    const names = this.#names(ids);
    transact(this.#doc, this.#host.origin, `Delete ${names}`, () => {
      for (const id of ids) deleteAsset(this.#doc, this.#host.origin, id);
    });
    this.asking = null;
    this.#selected = new Set();
    this.#host.say(
      `${names} ${ids.length === 1 ? 'is' : 'are'} deleted. Undo brings ${ids.length === 1 ? 'it' : 'them'} back.`,
    );
  }

  /** Deletes every file that nothing uses, as one step. */
  removeUnused(): void {
    const { assets } = this.#project;
    const used = usedAssets(this.#project);
    const ids = Object.keys(assets).filter((id) => !used.has(id));
    if (ids.length === 0) return this.#host.say('Every file of the project is used.');
    const bytes = ids.reduce((sum, id) => sum + assets[id]!.size, 0);
    transact(this.#doc, this.#host.origin, `Delete ${counted(ids.length, 'unused file')}`, () => {
      for (const id of ids) deleteAsset(this.#doc, this.#host.origin, id);
    });
    this.#host.say(
      `${counted(ids.length, 'unused file')} (${byteText(bytes)}) deleted. Undo brings them back.`,
    );
  }

  /** Lets the person choose a file that takes the place of this one. */
  chooseReplacement(id: string): void {
    const input = document.createElement('input');
    input.type = 'file';
    input.onchange = () => void this.replace(id, chosenFiles(input.files ?? []));
    input.click();
  }

  /** Puts other bytes in the place of a file's: whoever uses it shows them from now on. */
  async replace(id: string, given: GivenFile[] | Promise<GivenFile[]>): Promise<void> {
    const { refuse, say } = this.#host;
    try {
      const { readImport } = await import('../client/import-files.ts');
      const { addition, loose, refused } = await imports.during(async (...run) =>
        readImport(await given, ...run),
      );
      refuse(refused);
      const old = this.#project.assets[id];
      const next = addition.assets?.[loose[0] ?? ''];
      const bytes = next && addition.files.get(next.sha256);
      if (!old || !bytes) return;
      if (next.kind !== old.kind)
        return refuse([
          {
            file: next.name,
            message: `This is ${KIND_WORDS[next.kind]}; it cannot take the place of ${KIND_WORDS[old.kind]}.`,
          },
        ]);
      this.#host.connection.uploads.add(next.sha256, new Uint8Array(bytes), next.name);
      const { kind, sha256, size, meta } = next;
      const sheet = replacedSheet(old.meta, meta);
      transact(this.#doc, this.#host.origin, `Replace ${shortName(old.name)}`, () => {
        setAssetContent(this.#doc, this.#host.origin, id, { kind, sha256, size, meta });
        if (sheet) setAssetMeta(this.#doc, this.#host.origin, id, { ...sheet });
      });
      say(replacedText(old, next, usagesOf(this.#project, { kind: 'asset', id }).length));
    } catch (error) {
      refuse([{ message: (error as Error).message }]);
    }
  }

  get #doc(): Y.Doc {
    return this.#host.reader.doc;
  }

  get #project(): ProjectData {
    return this.#host.reader.project;
  }

  #names(ids: readonly string[]): string {
    const { assets } = this.#project;
    return named(
      ids.map((id) => assets[id]?.name ?? ''),
      'file',
      'files',
    );
  }
}

/** What is to be known of a replaced file. */
function replacedText(old: AssetData, next: AssetData, places: number): string {
  const where = places > 0 ? ` in ${counted(places, 'place')}` : '';
  if (old.sha256 === next.sha256) return `${old.name} is the same file: nothing has changed.`;
  const size = ({ meta }: AssetData) => `${meta.width ?? 0} × ${meta.height ?? 0} px`;
  const grown = old.kind === 'image' && size(old) !== size(next);
  return `${old.name} is replaced${where}.${grown ? ` It was ${size(old)} and is ${size(next)} now; look at what is cut from it.` : ''}`;
}
