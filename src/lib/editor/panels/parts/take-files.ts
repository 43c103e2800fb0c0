/** What becomes of files that a person drops on an open project. Loaded when the first ones come. */
import type { Vec2 } from '../../../base/geometry.ts';
import { shortName } from '../../../base/words.ts';
import { ProblemError } from '../../../base/result.ts';
import { addToProject } from '../../../document/edit-project.ts';
import { sentenceOf, surprisesOf } from '../../../schema/addition.ts';
import { readImport } from '../../client/import-files.ts';
import type { Editor } from '../../live/editor.svelte.ts';

const PLAIN = /\.(?:png|jpe?g|gif|webp|avif|svg|wav|mp3|ogg|m4a|flac|woff2?|ttf|otf)$/iu;

/** Takes the files; gives a sentence for the user. Throws an Error whose message is for the user. */
async function take(editor: Editor, files: readonly File[], at: Vec2 | null): Promise<string> {
  if (files.length === 0) return '';
  if (files.every((file) => PLAIN.test(file.name))) return addAssets(editor, files, at);
  const { addition, name } = await readImport(files);
  for (const asset of Object.values(addition.assets ?? {})) {
    const bytes = addition.files.get(asset.sha256);
    if (bytes) await editor.connection.putAsset(new Uint8Array(bytes), asset.name);
  }
  addToProject(editor.doc, editor.origin, addition, `Import ${shortName(name)}`);
  const scene = Object.keys(addition.scenes ?? {})[0];
  if (scene) editor.desk.openScene(scene);
  return [`${name} is imported.`, ...surprisesOf(addition).map(sentenceOf)].join(' ');
}

/**
 * Takes files that were dropped or chosen: pictures become assets (and sprites, where dropped on the scene),
 * maps of other tools are imported. Says what became of them.
 * @param at where in the scene, `null` for only into the assets
 */
export async function takeFiles(editor: Editor, files: readonly File[], at: Vec2 | null): Promise<void> {
  try {
    const taken = await take(editor, files, at);
    if (taken) editor.say(taken);
  } catch (error) {
    editor.complain((error as Error).message);
  }
}

async function addAssets(editor: Editor, files: readonly File[], at: Vec2 | null): Promise<string> {
  const stored: Awaited<ReturnType<Editor['connection']['putAsset']>>[] = [];
  for (const file of files) {
    try {
      stored.push(await editor.connection.putAsset(new Uint8Array(await file.arrayBuffer()), file.name));
    } catch (error) {
      if (error instanceof ProblemError) throw error;
      throw new Error(`${file.name} could not be read: ${(error as Error).message}`, { cause: error });
    }
  }
  editor.edits.addAssets(stored, at);
  return stored.length === 1
    ? `${stored[0]!.name} is in the assets.`
    : `${stored.length} files are in the assets.`;
}
