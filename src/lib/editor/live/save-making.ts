/** What a maker made goes into the project: as a new file of it, or in the place of one that is there. One step of undo each. */
import type * as Y from 'yjs';
import { writePng } from '../../base/png-write.ts';
import { shortName } from '../../base/words.ts';
import { putAsset, setAssetContent, setAssetMeta } from '../../document/edit-assets.ts';
import type { Origin } from '../../document/origin.ts';
import { transact } from '../../document/step.ts';
import { freeName } from '../../schema/addition.ts';
import type { AssetMeta } from '../../schema/asset-meta.ts';
import type { ProjectData } from '../../schema/project.ts';
import type { EffectRecipe } from '../../schema/sounds.ts';
import type { ProjectConnection } from '../client/project-connection.ts';
import { EFFECT_RATE, renderEffect } from '../core/audio/render-effect.ts';
import { encodeWav } from '../core/audio/wav.ts';
import { bytesOf, type Picture } from '../core/pixels/picture.ts';

/** Where it goes. */
export interface MakingTarget {
  readonly doc: Y.Doc;
  readonly origin: Origin;
  readonly project: ProjectData;
  readonly connection: Pick<ProjectConnection, 'putAsset'>;
  say(text: string): void;
}

/** Meta that a new content takes over from the one before. */
type MadeMeta = Omit<Partial<AssetMeta>, 'width' | 'height' | 'duration'>;

export interface Made {
  /** The asset in whose place it goes; `null` adds one. */
  id: string | null;
  /** As the person wants it to be called; without an ending it gets the right one. */
  name: string;
}

/** The name with the ending that its kind of file has; `fallback` where nothing is left of it. */
export function fileName(name: string, ending: string, fallback: string): string {
  const plain = name.trim().replace(/\.(?:wav|png|mp3|ogg|m4a|flac|jpe?g|gif|webp)$/iu, '');
  return `${plain || fallback}.${ending}`;
}

/** Names of all files of the project, as {@link freeName} compares them. */
export const takenNames = (project: ProjectData): Set<string> =>
  new Set(Object.values(project.assets).map(({ name }) => name.toLowerCase()));

/** Stores bytes and puts them into the project; gives the id of the asset. @throws an Error for the user */
async function save(
  target: MakingTarget,
  bytes: Uint8Array<ArrayBuffer>,
  { id, name }: Made,
  meta: MadeMeta,
): Promise<string> {
  const { doc, origin, connection } = target;
  const { id: fresh, ...stored } = await connection.putAsset(bytes, name);
  const old = id === null ? undefined : target.project.assets[id];
  if (id !== null && old) {
    transact(doc, origin, `Change ${shortName(old.name)}`, () => {
      setAssetContent(doc, origin, id, stored);
      setAssetMeta(doc, origin, id, meta);
    });
    target.say(`${old.name} is changed, wherever it is used.`);
    return id;
  }
  const free = freeName(name, takenNames(target.project));
  putAsset(doc, origin, fresh, { ...stored, name: free, meta: { ...stored.meta, ...meta } });
  target.say(`${free} is in the assets.`);
  return fresh;
}

/** Makes a WAV file of an effect that can be opened and changed again. */
export async function saveEffect(
  target: MakingTarget,
  { effect, ...made }: Made & { effect: EffectRecipe },
): Promise<string> {
  const samples = await renderEffect(effect);
  const name = fileName(made.name, 'wav', effect.preset);
  // Another sound is cut elsewhere: what was cut of the one before says nothing of it.
  const uncut = { start: undefined, end: undefined, loopStart: undefined, loopEnd: undefined };
  return save(target, encodeWav(samples, EFFECT_RATE), { ...made, name }, { ...uncut, effect });
}

/** Makes a PNG file of a picture; frames and animations that are cut from the one before stay. */
export function savePicture(
  target: MakingTarget,
  { picture, ...made }: Made & { picture: Picture },
): Promise<string> {
  const { width, height } = picture;
  const bytes = writePng(width, height, new Uint8Array(bytesOf(picture).buffer));
  return save(target, new Uint8Array(bytes), { ...made, name: fileName(made.name, 'png', 'picture') }, {});
}
