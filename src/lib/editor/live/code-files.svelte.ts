import type * as Y from 'yjs';
import { deleteScript, putScript } from '../../document/edit-project.ts';
import { setFields, transact } from '../../document/edit.ts';
import type { Origin } from '../../document/origin.ts';
import type { PropertySpec } from '../../script/properties.ts';
import type { ProjectData } from '../../schema/project.ts';
import type { DocView } from './doc-view.svelte.ts';

/** A place in the code to be shown. */
export interface CodePlace {
  path: string;
  /** 1-based, 0 for wherever the caret is. */
  line: number;
}

export const FOLDER = 'behavior/';

/** What a new script starts from. */
const template = (name: string) => `-- ${name}
local ${name} = {}

${name}.properties = {
  speed = { default = 100, min = 0, max = 1000, unit = "px/s", doc = "how fast it goes" },
}

function ${name}.on_spawn(e)
end

function ${name}.on_update(e, dt, props)
end

return ${name}
`;

/** `My Script.lua` as the path of a behaviour: `behavior/my_script.lua`; '' where nothing usable is left. */
export function scriptPath(wish: string): string {
  const stem = wish
    .trim()
    .replace(/\.lua$/iu, '')
    .replace(/^.*\//u, '')
    .toLowerCase()
    .replace(/[^a-z\d_-]+/gu, '_')
    .replace(/^_+|_+$/gu, '');
  return stem && `${FOLDER}${stem}.lua`;
}

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

  /** Adds a file from the template and opens it; gives its path. */
  create(wish = 'behavior'): string {
    const taken = this.#docs.reader.project.scripts;
    const base = scriptPath(wish) || scriptPath('behavior');
    let path = base;
    for (let n = 2; taken[path] !== undefined; n++) path = base.replace(/\.lua$/u, `_${n}.lua`);
    putScript(
      this.#doc,
      this.#origin,
      path,
      template(
        path
          .slice(FOLDER.length, -4)
          .replace(/-/gu, '_')
          .replace(/^(?=\d)/u, '_'),
      ),
    );
    this.open(path);
    return path;
  }

  /** Gives a file another name, also in every component that uses it. @returns what is wrong, or '' */
  rename(path: string, wish: string): string {
    const next = scriptPath(wish);
    const { scripts, scenes, prefabs } = this.#docs.reader.project;
    const source = scripts[path];
    if (source === undefined || next === path) return '';
    if (!next) return 'A script needs a name of letters, digits or underscores.';
    if (scripts[next] !== undefined) return `There is already a script named ${next}.`;
    transact(this.#doc, this.#origin, () => {
      putScript(this.#doc, this.#origin, next, source);
      for (const [scene, { entities }] of Object.entries(scenes)) this.#repoint(scene, entities, path, next);
      for (const [prefab, { entities }] of Object.entries(prefabs))
        this.#repoint({ prefab }, entities, path, next);
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
