/** A PNG of 8 by 6 pixels, all of them pure red. */
export const PNG_8X6_RED = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAgAAAAGCAIAAABxZ0isAAAAEklEQVR4nGP4z8CAFWEXpZMEADMoL9HswQX5AAAAAElFTkSuQmCC',
  'base64',
);
