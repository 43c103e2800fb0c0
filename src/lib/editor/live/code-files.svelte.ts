import type * as Y from 'yjs';
import { moveComments } from '../../document/edit-comments.ts';
import { deleteScript, putScript } from '../../document/edit-project.ts';
import { setFields } from '../../document/edit.ts';
import { transact } from '../../document/step.ts';
import type { Origin } from '../../document/origin.ts';
import type { PropertySpec } from '../../script/properties.ts';
import type { ProjectData } from '../../schema/project.ts';
import { kindOfScript, scriptKinds, type ScriptKind } from '../../schema/script-kinds.ts';
import { kindOfTest, REPLAY_ENDING } from '../../schema/test-files.ts';
import type { DocView } from './doc-view.svelte.ts';
import { scriptTemplates } from './script-templates.ts';

/** A place in the code to be shown. */
export interface CodePlace {
  path: string;
  /** 1-based, 0 for wherever the caret is. */
  line: number;
}

/** `My Script.lua` as the path of a script of a kind: `behavior/my_script.lua`; '' where nothing usable is left. */
function scriptPath(wish: string, kind: ScriptKind = 'behavior', ending = '.lua'): string {
  const stem = wish
    .trim()
    .replace(/(\.lua|\.replay\.json)$/iu, '')
    .replace(/^.*\//u, '')
    .toLowerCase()
    .replace(/[^a-z\d_-]+/gu, '_')
    .replace(/^_+|_+$/gu, '');
  return stem && `${scriptKinds[kind].folder}${stem}${ending}`;
}

/** The name of the table in a script of this path. */
const tableName = (path: string): string =>
  path
    .replace(/^.*\//u, '')
    .replace(/\.lua$/u, '')
    .replace(/-/gu, '_')
    .replace(/^(?=\d)/u, '_');

/** The project's Lua files: which one is open, what they declare, and what is done to whole files. */
export class CodeFiles {
  #doc: Y.Doc;
  #origin: Origin;
  #docs: DocView;
  #chosen = $state<string | null>(null);
  #declared: ReadonlyMap<string, { source: string; list: readonly PropertySpec[] }> = $state.raw(new Map());
  #reading = new Map<string, string>();
  #place: CodePlace | null = $state.raw(null);

  constructor(doc: Y.Doc, origin: Origin, docs: DocView) {
    this.#doc = doc;
    this.#origin = origin;
    this.#docs = docs;
  }

  /** Paths in order of their names. */
  get paths(): readonly string[] {
    return this.#docs.scriptPaths;
  }

  /** The open file; `null` in a project without any. */
  get current(): string | null {
    const { paths } = this;
    return this.#chosen !== null && paths.includes(this.#chosen) ? this.#chosen : (paths[0] ?? null);
  }

  /** Where the code editor is asked to go; a new object for each asking. */
  get place(): CodePlace | null {
    return this.#place;
  }

  /** Opens a file, at a line where one is given. */
  open(path: string, line = 0): void {
    this.#chosen = path;
    this.#place = { path, line };
  }

  /** Adds a file from the template of its kind and opens it; gives its path. */
  create(kind: ScriptKind = 'behavior'): string {
    const path = this.#freePath(kind, kind);
    return this.#add(path, scriptTemplates[kind](tableName(path)));
  }

  /** Adds a behaviour that is already written, or finds it where the project has it as it is; opens it and gives its path. */
  adopt(name: string, source: string): string {
    const path = scriptPath(name);
    if (this.#docs.reader.project.scripts[path] !== source) return this.#add(this.#freePath(name), source);
    this.open(path);
    return path;
  }

  /** Gives a file another name, also in every component that uses it. @returns what is wrong, or '' */
  rename(path: string, wish: string): string {
    const ending = kindOfTest(path) === 'replay' ? REPLAY_ENDING : '.lua';
    const next = scriptPath(wish, kindOfScript(path), ending);
    const { scripts, scenes, prefabs, comments = {} } = this.#docs.reader.project;
    const source = scripts[path];
    if (source === undefined || next === path) return '';
    if (!next) return 'A script needs a name of letters, digits or underscores.';
    if (scripts[next] !== undefined) return `There is already a script named ${next}.`;
    transact(this.#doc, this.#origin, `Rename ${path} to ${next}`, () => {
      putScript(this.#doc, this.#origin, next, source);
      for (const [scene, { entities }] of Object.entries(scenes)) this.#repoint(scene, entities, path, next);
      for (const [prefab, { entities }] of Object.entries(prefabs))
        this.#repoint({ prefab }, entities, path, next);
      moveComments(this.#doc, this.#origin, path, next, comments);
      deleteScript(this.#doc, this.#origin, path);
    });
    this.open(next);
    return '';
  }

  remove(path: string): void {
    deleteScript(this.#doc, this.#origin, path);
  }

  /** What a script declares for the inspector. Comes a moment after the first asking, and after each change. */
  propertiesOf(path: string): readonly PropertySpec[] {
    const source = this.#docs.script(path);
    const known = this.#declared.get(path);
    if (source === null) return [];
    if (known?.source !== source) void this.#readProperties(path, source);
    return known?.list ?? [];
  }

  async #readProperties(path: string, source: string): Promise<void> {
    if (this.#reading.get(path) === source) return;
    this.#reading.set(path, source);
    const { readProperties } = await import('../../script/properties.ts');
    // Newer text may have come meanwhile; its own reading will follow.
    if (this.#reading.get(path) !== source) return;
    this.#reading.delete(path);
    const found = readProperties(source);
    // Half-typed code declares nothing: what it last declared stays in the inspector.
    const list = found.error ? (this.#declared.get(path)?.list ?? []) : found.properties;
    this.#declared = new Map(this.#declared).set(path, { source, list });
  }

  #add(path: string, source: string): string {
    putScript(this.#doc, this.#origin, path, source);
    this.open(path);
    return path;
  }

  #freePath(wish: string, kind: ScriptKind = 'behavior'): string {
    const taken = this.#docs.reader.project.scripts;
    const base = scriptPath(wish, kind);
    let path = base;
    for (let n = 2; taken[path] !== undefined; n++) path = base.replace(/\.lua$/u, `_${n}.lua`);
    return path;
  }

  #repoint(
    where: string | { prefab: string },
    entities: ProjectData['scenes'][string]['entities'],
    from: string,
    to: string,
  ): void {
    for (const [id, entity] of Object.entries(entities))
      for (const [key, fields] of Object.entries(entity.components))
        if (fields.script === from) setFields(this.#doc, this.#origin, where, id, key, { script: to });
  }
}
