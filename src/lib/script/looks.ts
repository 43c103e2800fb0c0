/** The looks of entities that have a field `alpha`. */
export const LOOKS = ['Shape', 'Sprite', 'Text', 'Tilemap'] as const;
