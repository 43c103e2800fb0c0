/** The looks of entities that have a field `alpha`. */
export const LOOKS = ['Shape', 'Sprite', 'Text', 'Tilemap'] as const;

/** The longest side that a script may give to an entity, in px. */
export const LONGEST_SIDE = 1e6;
