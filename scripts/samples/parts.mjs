/** What the samples are put together from: entities, layers and prefabs with only what differs from the usual. */

const letters = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** The order key of the nth of some siblings; up to 62 of them. */
export const nth = (n) => `a${letters[n]}`;

/** An entity with only what differs from the usual. */
export const entity = (name, layer, n, components, more = {}) => ({
  name,
  parent: null,
  order: nth(n),
  layer,
  tags: [],
  visible: true,
  locked: false,
  prefab: '',
  components,
  ...more,
});

export const layer = (name, n, parallax = 1, locked = false) => ({
  name,
  order: nth(n),
  visible: true,
  locked,
  parallax,
});

/** A prefab of one entity. */
export const prefab = (name, n, components, tags = []) => ({
  name,
  order: nth(n),
  root: 'root',
  entities: { root: entity(name, '', 0, components, { tags }) },
});
