/** What becomes of files that a person drops on an open project. Loaded when the first ones come. */
import type { Vec2 } from '../../../base/geometry.ts';
import type { Problem } from '../../../base/result.ts';
import { named, shortName } from '../../../base/words.ts';
import { transact } from '../../../document/step.ts';
import { addToProject } from '../../../document/edit-project.ts';
import { sentenceOf, surprisesOf, type ProjectAddition } from '../../../schema/addition.ts';
import type { GivenFile } from '../../client/given-files.ts';
import { readImport } from '../../client/import-files.ts';
import { NothingTaken } from '../../client/nothing-taken.ts';
import { imports } from '../../live/import-run.svelte.ts';
import type { Editor } from '../../live/editor.svelte.ts';
import { shelfOf } from '../../live/version-shelves.ts';

/**
 * Takes files that were dropped or chosen: pictures become assets (and sprites, where dropped on the scene),
 * maps of other tools are imported. Says what became of them, and of each that was left out why.
 * @param at where in the scene, `null` for only into the assets
 */
export async function takeFiles(
  editor: Editor,
  given: GivenFile[] | Promise<GivenFile[]>,
  at: Vec2 | null,
): Promise<void> {
  const refuse = (refused: readonly Problem[]) =>
    editor.refusals.tell(refused, () => editor.dialogs.open('refused'));
  try {
    const files = await given;
    if (files.length === 0) return;
    const { addition, loose, name, refused, begun } = await imports.during((...run) =>
      readImport(files, ...run),
    );
    for (const { sha256, name } of Object.values(addition.assets ?? {})) {
      const bytes = addition.files.get(sha256);
      if (bytes) editor.connection.uploads.add(sha256, new Uint8Array(bytes), name);
    }
    const taken = put(editor, addition, new Set(loose), name, at);
    const report = addition.report ?? [];
    if (begun.length > 0) {
      imports.tell({ name, report, refused });
      if (taken) imports.say(taken);
    } else if (taken) editor.say([taken, ...surprisesOf({ report }).map(sentenceOf)].join(' '));
    // The report names them, too.
    if (!imports.reportOpen) refuse(refused);
  } catch (error) {
    if (error instanceof NothingTaken) refuse(error.refused);
    else editor.complain((error as Error).message);
  }
}

/** How the project was before an import stays; where that cannot be kept, undo still goes back. */
async function keepBefore({ connection, doc, people }: Editor): Promise<void> {
  await shelfOf(connection)
    .keep(doc, 'import', '', people.me.value.name)
    .catch(() => {});
}

/** Writes all of it into the document as one step; gives a sentence for the user, '' for nothing. */
function put(
  editor: Editor,
  { assets = {}, files: _, report: __, ...records }: ProjectAddition,
  loose: ReadonlySet<string>,
  name: string,
  at: Vec2 | null,
): string {
  const single = Object.entries(assets).filter(([id]) => loose.has(id));
  const own = Object.fromEntries(Object.entries(assets).filter(([id]) => !loose.has(id)));
  const imported = [records.scenes, records.tilesets, records.scripts, records.prefabs, own].some(
    (each) => Object.keys(each ?? {}).length > 0,
  );
  const names = single.map(([, asset]) => asset.name);
  if (!imported && single.length === 0) return '';
  if (imported) void keepBefore(editor);
  const step = imported ? `Import ${shortName(name)}` : `Add ${named(names, 'file', 'files')}`;
  transact(editor.doc, editor.origin, step, () => {
    if (imported) addToProject(editor.doc, editor.origin, { ...records, assets: own }, step);
    if (single.length > 0)
      editor.edits.addAssets(
        single.map(([id, asset]) => ({ id, ...asset })),
        at,
      );
  });
  const scene = Object.keys(records.scenes ?? {})[0];
  if (scene) editor.desk.openScene(scene);
  const sentence = imported
    ? `${name} is imported.`
    : single.length === 1
      ? `${names[0]!} is in the assets.`
      : `${single.length} files are in the assets.`;
  return sentence;
}
