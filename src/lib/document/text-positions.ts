/** Positions in shared texts that stay where they were put while the text around them changes, as plain data. */
import * as Y from 'yjs';
import { isRecord } from '../base/guards.ts';

/**
 * An offset as a position that survives edits.
 * @param side which character it stays with: the one before it, or the one after it
 */
export function encodePosition(text: Y.Text, offset: number, side: 'before' | 'after' = 'before'): unknown {
  const assoc = side === 'before' ? -1 : 0;
  return Y.relativePositionToJSON(Y.createRelativePositionFromTypeIndex(text, offset, assoc));
}

/** The offset of a position now; `null` when it is damaged or belongs to a text that is gone. */
export function decodePosition(doc: Y.Doc, text: Y.Text, position: unknown): number | null {
  if (!isRecord(position)) return null;
  try {
    const found = Y.createAbsolutePositionFromRelativePosition(
      Y.createRelativePositionFromJSON(position),
      doc,
    );
    return found && found.type === text ? found.index : null;
  } catch {
    // Whatever another client sent: a position that cannot be shown is no reason to fail.
    return null;
  }
}
