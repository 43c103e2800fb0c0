/**
 * The one table of what is told of an asset beside its bytes. Add a field to the type and its line to the table, and
 * nowhere else: check, document and project folder follow.
 */
import { must, numberIn } from './checks.ts';
import { metaCheck, type MetaSpec } from './meta-spec.ts';
import { sheetSpecs, type SheetMeta } from './sheet.ts';
import { soundSpecs, type SoundMeta } from './sounds.ts';

export interface AssetMeta extends SheetMeta, SoundMeta {
  /** Pixels, of an image. */
  width?: number;
  height?: number;
  /** Where it is listed, such as `art/tiles`; missing for no folder. Its name stays its own. */
  folder?: string;
}

/** In the order in which a project folder writes them. */
export const metaSpecs: Readonly<Record<keyof AssetMeta, MetaSpec>> = {
  width: { kind: 'value', check: numberIn(0) },
  height: { kind: 'value', check: numberIn(0) },
  folder: {
    kind: 'value',
    check: must((value) => typeof value === 'string' && value !== '' && value.length <= 200, 'a folder'),
  },
  ...sheetSpecs,
  ...soundSpecs,
};

/** All of it at once. */
export const metaSpec: MetaSpec & { kind: 'fields' } = { kind: 'fields', fields: metaSpecs };

export const checkMeta = metaCheck(metaSpec);
