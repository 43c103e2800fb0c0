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

/** A picture shown at twice its size, behind everything, that no click on the canvas takes hold of. */
export const backdrop = (name, n, asset, position, size) =>
  entity(
    name,
    'back',
    n,
    { Transform: { position, size, anchor: [0, 0] }, Sprite: { asset } },
    { locked: true },
  );

/** A static body that shows a picture. */
export const still = (name, n, asset, position, size, collider = {}) =>
  entity(name, 'scene', n, {
    Transform: { position, size },
    Sprite: { asset },
    Body: { type: 'static' },
    Collider: { shape: 'box', ...collider },
  });

/** Lines of help in the upper left corner of the screen. */
export const help = (text, color = '#e6ebf5') =>
  entity('Help', 'screen', 0, {
    Transform: { position: [20, 18], size: [700, 30 * text.split('\n').length], anchor: [0, 0] },
    Text: { text, fontSize: 17, color },
  });

/**
 * A project of one scene of 960 x 540 with the layers back, scene and screen.
 * @param more entities of the scene, and what else differs from the usual
 */
export const project = (
  name,
  { scripts, assets, entities, scene = 'Scene', prefabs = {}, settings = {} },
) => ({
  format: 1,
  name,
  settings: {
    size: [960, 540],
    gravity: [0, 1000],
    background: '#10131c',
    ...settings,
  },
  scripts,
  assets,
  prefabs,
  tilesets: {},
  scenes: {
    main: {
      name: scene,
      order: nth(0),
      settings: {},
      layers: { back: layer('Back', 0, 1, true), scene: layer('Scene', 1), screen: layer('Screen', 2, 0) },
      entities,
    },
  },
});
