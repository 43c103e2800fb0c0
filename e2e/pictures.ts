/** A PNG of 8 by 6 pixels, all of them pure red. */
export const PNG_8X6_RED = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAgAAAAGCAIAAABxZ0isAAAAEklEQVR4nGP4z8CAFWEXpZMEADMoL9HswQX5AAAAAElFTkSuQmCC',
  'base64',
);

/** A PNG of 32 by 16 pixels: a red tile and a blue one beside it. */
export const PNG_TWO_TILES = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAACAAAAAQCAIAAAD4YuoOAAAAIElEQVR42mP4z8BAEiJR+X+GUQtGLRi1YNSCUQuGggUAUKb+ELySDi8AAAAASUVORK5CYII=',
  'base64',
);
