import type { Placed } from '../entity-geometry.ts';
import { writePlaced } from '../commands/write-placed.ts';
import type { ToolContext } from './tool.ts';

/**
 * Writes where a gesture left some entities, as one undo step.
 * @param verb what the gesture does to them, such as `Move`
 */
export function commitMoved(
  verb: string,
  { host, index, played }: ToolContext,
  starts: ReadonlyMap<string, Placed>,
  ends: ReadonlyMap<string, Placed>,
): void {
  // Parents that move along are where the gesture has brought them.
  writePlaced(verb, host, index, ends, starts, new Map([...played(), ...ends]));
}
