import type { EntityRecord } from '../engine/entity-record.ts';
import type { GoingSound } from './protocol.ts';

const silence: readonly GoingSound[] = [];

/** What the Sounds of living entities let be heard now, in the order of the entities. */
export function goingSounds(entities: readonly EntityRecord[]): readonly GoingSound[] {
  let going: GoingSound[] | null = null;
  for (const { id, components } of entities) {
    const { Sound } = components;
    if (!Sound?.playing || Sound.asset === '') continue;
    const { asset, volume, loop } = Sound;
    (going ??= []).push({ entity: id, asset, volume, loop });
  }
  return going ?? silence;
}
