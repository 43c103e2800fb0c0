/** The level of Moon Hopper as project data: two screens of ground, and what lives on it. */
import { entity, layer, prefab } from '../parts.mjs';
import { tile } from '../moonscape.mjs';

/** # ground, = floating slab, o coin, H hero, C crawler, L lift, F flag, and plants: t s c f g. One letter is 32 x 32 pixels. */
const map = [
  '............................................................',
  '............................................................',
  '............................................................',
  '............................................................',
  '............................................................',
  '............................................................',
  '............................................................',
  '.........................................ooo................',
  '.........................................t..................',
  '.........................................===................',
  '.......ooo.............................o....................',
  '.......===......o.....................===...................',
  '...............o.o............o..o.................f........',
  '.c.H..t....f.s....t.g.C...t.........s....ct..f...t##.tCg.Ftc',
  '###############...#########L........##########...###########',
  '###############...#########.........##########...###########',
  '###############...#########.........##########...###########',
];

const size = 32;
const at = (x, y) => map[y]?.[x] ?? '#';
const ground = (x, y) => at(Math.min(59, Math.max(0, x)), y) === '#';

/** Which tile a cell of the ground shows, from what is around it. */
function groundTile(x, y) {
  const [top, left, right] = [!ground(x, y - 1), !ground(x - 1, y), !ground(x + 1, y)];
  if (top) return left && right ? tile.topOnly : left ? tile.topLeft : right ? tile.topRight : tile.top;
  if (left) return tile.left;
  if (right) return tile.right;
  return (x * 7 + y * 13) % 11 === 0 ? tile.crater : tile.inside;
}

function slabTile(x, y) {
  if (at(x - 1, y) !== '=') return tile.slabLeft;
  return at(x + 1, y) === '=' ? tile.slab : tile.slabRight;
}

const plants = { t: tile.tuft, s: tile.stone, c: tile.crystal, f: tile.flower, g: tile.gem };

function cells() {
  const found = { ground: [], plants: [], o: [], H: [], C: [], L: [], F: [] };
  map.forEach((row, y) =>
    [...row].forEach((letter, x) => {
      if (letter === '#') found.ground.push([x, y, groundTile(x, y) + 1]);
      else if (letter === '=') found.ground.push([x, y, slabTile(x, y) + 1]);
      else if (letter in plants) found.plants.push([x, y, plants[letter] + 1]);
      else if (letter !== '.') found[letter].push([x, y]);
    }),
  );
  return found;
}

const middle = ([x, y]) => [x * size + size / 2, y * size + size / 2];

const sprite = (asset, frameSize, frames, framesPerSecond) => ({ asset, frameSize, frames, framesPerSecond });

/** The player at the start of the level; everything else that moves is placed from prefabs too. */
function prefabs() {
  return {
    hero: prefab(
      'Hero',
      0,
      {
        Transform: { size: [32, 40] },
        Sprite: sprite('hero', [16, 20], 2, 2),
        Body: { fixedRotation: true, damping: 0 },
        Collider: { shape: 'box', offset: [0, 2], size: [20, 36], friction: 0 },
        Script: { script: 'behavior/hero.lua' },
      },
      ['hero'],
    ),
    coin: prefab(
      'Coin',
      1,
      {
        Transform: { size: [24, 24] },
        Sprite: sprite('coin', [12, 12], 6, 9),
        Collider: { shape: 'circle', sensor: true },
        Script: { script: 'behavior/coin.lua' },
      },
      ['coin'],
    ),
    crawler: prefab(
      'Crawler',
      2,
      {
        Transform: { size: [32, 24] },
        Sprite: sprite('crawler', [16, 12], 2, 6),
        Body: { type: 'kinematic' },
        Collider: { shape: 'box', offset: [0, 1], size: [26, 20], sensor: true },
        Script: { script: 'behavior/crawler.lua' },
      },
      ['enemy'],
    ),
    lift: prefab('Lift', 3, {
      Transform: { size: [96, 24] },
      Sprite: { asset: 'lift' },
      Body: { type: 'kinematic' },
      Collider: { shape: 'box', offset: [0, -4], size: [96, 16] },
      Script: { script: 'behavior/lift.lua' },
    }),
    flag: prefab('Flag', 4, {
      Transform: { size: [40, 72] },
      Sprite: sprite('flag', [20, 36], 4, 6),
      Collider: { shape: 'box', offset: [-8, 0], size: [20, 72], sensor: true },
      Script: { script: 'behavior/goal.lua' },
    }),
  };
}

function scenery({ tilesFrom }, found) {
  const picture = (name, layer, order, asset, position, box) =>
    entity(
      name,
      layer,
      order,
      { Transform: { position, size: box, anchor: [0, 0] }, Sprite: { asset } },
      { locked: true },
    );
  const tiles = (name, layer, tileList, solid) =>
    entity(name, layer, 0, {
      Transform: { size: [60 * size, 17 * size], anchor: [0, 0] },
      Tilemap: {
        tilesets: [{ firstTile: 1, tileset: 'moon' }],
        tiles: tilesFrom(tileList),
        ...(solid ? {} : { solid: 'none' }),
      },
    });
  const wall = (name, order, x) =>
    entity(name, 'ground', order, {
      Transform: { position: [x, 0], size: [32, 1600] },
      Collider: { shape: 'box', friction: 0 },
    });
  return {
    sky: picture('Sky', 'sky', 0, 'sky', [0, 0], [960, 540]),
    moon: picture('Moon', 'sky', 1, 'moon', [760, 48], [128, 128]),
    'far-hills': picture('Far hills', 'far-hills', 0, 'far-hills', [0, 240], [1152, 300]),
    'near-hills': picture('Near hills', 'near-hills', 0, 'near-hills', [0, 310], [1408, 230]),
    ground: tiles('Ground', 'ground', found.ground, true),
    'left-wall': wall('Left wall', 1, -16),
    'right-wall': wall('Right wall', 2, 60 * size + 16),
    plants: tiles('Plants', 'plants', found.plants, false),
    help: entity('Help', 'plants', 1, {
      Transform: { position: [56, 300], size: [320, 56], anchor: [0, 0] },
      Text: { text: 'Arrow keys walk\nSpace jumps; hold it\nto jump higher', fontSize: 14, color: '#b8c2e6' },
    }),
  };
}

function actors(found) {
  const list = {};
  const place = (id, prefabId, name, position, components = {}) => {
    const order = Object.keys(list).length;
    list[id] = entity(
      name,
      'actors',
      order,
      { Transform: { position }, ...components },
      { prefab: prefabId },
    );
  };
  const [liftX, liftY] = found.L[0];
  place('lift', 'lift', 'Lift', [liftX * size + 52, liftY * size + 12], {
    Script: { properties: { travel: 184 } },
  });
  const [flagX, flagY] = middle(found.F[0]);
  place('flag', 'flag', 'Flag', [flagX, flagY + 16 - 36]);
  found.o.forEach((cell, n) => place(`coin-${n + 1}`, 'coin', `Coin ${n + 1}`, middle(cell)));
  found.C.forEach((cell, n) => {
    const [x, y] = middle(cell);
    place(`crawler-${n + 1}`, 'crawler', `Crawler ${n + 1}`, [x, y + 4], {
      Script: { properties: { range: n === 0 ? 72 : 48 } },
    });
  });
  const [heroX, heroY] = middle(found.H[0]);
  place('hero', 'hero', 'Hero', [heroX, heroY - 4]);
  return list;
}

/**
 * The project; scripts and assets are those given.
 * @param tools functions of the program: tilesFrom
 */
export function moonHopper(tools, scripts, assets) {
  const found = cells();
  return {
    format: 1,
    name: 'Moon Hopper',
    settings: { size: [960, 540], gravity: [0, 1000], seed: 1, background: '#0b0e1e', pixelsPerMetre: 32 },
    scripts,
    assets,
    prefabs: prefabs(),
    tilesets: {
      moon: {
        name: 'Moon',
        image: 'tiles',
        tileSize: [size, size],
        margin: 0,
        spacing: 0,
        columns: 8,
        count: 16,
        offset: [0, 0],
        tiles: Object.fromEntries(Array.from({ length: tile.slabRight + 1 }, (_, n) => [n, { solid: true }])),
      },
    },
    scenes: {
      'crater-run': {
        name: 'Crater run',
        order: 'a0',
        settings: {},
        layers: {
          sky: layer('Sky', 0, 0, true),
          'far-hills': layer('Far hills', 1, 0.2, true),
          'near-hills': layer('Near hills', 2, 0.45, true),
          ground: layer('Ground', 3),
          plants: layer('Plants', 4),
          actors: layer('Actors', 5),
          screen: layer('Screen', 6, 0),
        },
        entities: {
          ...scenery(tools, found),
          ...actors(found),
          camera: entity('Camera', 'screen', 0, {
            Transform: { position: [480, 270] },
            Camera: { follow: 'hero', boundsMax: [60 * size, 540] },
          }),
          score: entity('Score', 'screen', 1, {
            Transform: { position: [20, 18], size: [400, 28], anchor: [0, 0] },
            Text: { text: 'Score 0', fontSize: 20, bold: true },
            Script: { script: 'behavior/score.lua' },
          }),
        },
      },
    },
  };
}
