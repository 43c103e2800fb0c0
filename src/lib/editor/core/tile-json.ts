/** Values with tile layers in them as JSON: their typed arrays become lists of numbers, and come back as they were. */
import { isRecord } from '../../base/guards.ts';

export const toTileJson = (value: unknown): string =>
  JSON.stringify(value, (_key, part: unknown) => (part instanceof Uint32Array ? { cells: [...part] } : part));

/** The reverse of {@link toTileJson}. Throws a SyntaxError for any other text. */
export const fromTileJson = (text: string): unknown =>
  JSON.parse(text, (_key, part: unknown) =>
    isRecord(part) && Array.isArray(part.cells) && Object.keys(part).length === 1
      ? Uint32Array.from(part.cells as number[])
      : part,
  );
