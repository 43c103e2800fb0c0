/** The level of Two Moons as project data: pushing, plates that hold a door, a lever, a lift for two, and a race to the flag. */
import { entity, layer, prefab } from '../parts.mjs';
import { tile } from '../moonscape.mjs';
import { baseTile } from './landscape.mjs';

/** # rock, = floating slab, M and L walls of the base, and plants: t s c f g. One letter is 32 x 32 pixels. */
const parts = [
  [
    '............................',
    '............................',
    '............................',
    '............................',
    '............................',
    '............................',
    '............................',
    '............................',
    '............................',
    '....................s..f...g',
    '....................########',
    '....................########',
    '....................########',
    '.t...f..g..tcf....t.########',
    '##########..################',
    '##########..################',
    '##########..################',
  ],
  [
    '..MMM.......................',
    '..MMM.......................',
    '..MMM.......................',
    '..MMM.......................',
    '..MMM.......................',
    '..MLM.......................',
    '............................',
    '............................',
    '.........................===',
    '............t...............',
    '##############..............',
    '##############f.............',
    '#################...........',
    '#################t...s......',
    '#######################..###',
    '############################',
    '############################',
  ],
  [
    '............................',
    '............................',
    '............................',
    '............................',
    '............................',
    '............................',
    '.......................c..t.',
    '.......................#####',
    '=......................#####',
    '.......................#####',
    '.......................#####',
    '.......................#####',
    '.......................#####',
    't...........f..t..s....#####',
    '##........#########....#####',
    '##........##################',
    '############################',
  ],
  [
    '............................',
    '............................',
    '............................',
    '............................',
    '............................',
    '............................',
    'f...........................',
    '##..........................',
    '##..===.....................',
    '##..........................',
    '##.......===................',
    '##..........................',
    '##................t...c...gf',
    '##................##########',
    '##................##########',
    '##................##########',
    '##................##########',
  ],
];

const map = parts[0].map((_, y) => parts.map((part) => part[y]).join(''));
const [size, columns, rows] = [32, map[0].length, map.length];
const width = columns * size;

const at = (x, y) => map[Math.min(rows - 1, Math.max(0, y))]?.[Math.min(columns - 1, Math.max(0, x))] ?? '.';
const rock = (x, y) => at(x, y) === '#';

/** Which tile a cell of the rock shows, from what is around it. */
function rockTile(x, y) {
  const [top, left, right] = [!rock(x, y - 1), !rock(x - 1, y), !rock(x + 1, y)];
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
const walls = { M: baseTile.panel, L: baseTile.lamp };

function cells() {
  const found = { ground: [], plants: [] };
  map.forEach((row, y) =>
    [...row].forEach((letter, x) => {
      if (letter === '#') found.ground.push([x, y, rockTile(x, y) + 1]);
      else if (letter === '=') found.ground.push([x, y, slabTile(x, y) + 1]);
      else if (letter in walls) found.ground.push([x, y, walls[letter] + 1]);
      else if (letter in plants) found.plants.push([x, y, plants[letter] + 1]);
    }),
  );
  return found;
}

const sheet = (asset, frameSize, frames = 1, framesPerSecond = 0) => ({
  asset,
  frameSize,
  frames,
  framesPerSecond,
});
const scripts = (...names) =>
  Object.fromEntries(
    names.map((name, n) => [n === 0 ? 'Script' : `Script:${name}`, { script: `behavior/${name}.lua` }]),
  );
const machine = (asset, box, frameSize) => ({
  Transform: { size: box },
  Sprite: frameSize ? sheet(asset, frameSize) : { asset },
  Body: { type: 'kinematic' },
  Collider: { shape: 'box', friction: 0.5 },
});

/** Everything that may be there more than once, or be put somewhere else while the game plays. */
function prefabs() {
  const list = [
    [
      'Hero',
      {
        Transform: { size: [32, 40] },
        Sprite: sheet('hero-blue', [16, 20], 2, 2),
        Body: { fixedRotation: true, damping: 0, sleeps: false },
        Collider: {
          shape: 'box',
          offset: [0, 2],
          size: [20, 36],
          friction: 0,
          collisionLayer: 'heroes',
          collidesWith: ['default'],
        },
        ...scripts('hero', 'comeback', 'swap'),
      },
      ['hero'],
    ],
    [
      'Crate',
      {
        Transform: { size: [48, 48] },
        Sprite: { asset: 'crate' },
        Body: { fixedRotation: true, sleeps: false },
        Collider: { shape: 'box', friction: 0.2 },
        ...scripts('crate', 'comeback'),
      },
      ['crate'],
    ],
    [
      'Plate',
      {
        Transform: { size: [48, 16] },
        Sprite: sheet('plate', [24, 8]),
        Collider: { shape: 'box', offset: [0, 2], size: [32, 12], sensor: true },
        ...scripts('plate'),
      },
    ],
    [
      'Lever',
      {
        Transform: { size: [40, 32] },
        Sprite: sheet('lever', [20, 16]),
        Collider: { shape: 'box', size: [24, 32], sensor: true },
        ...scripts('lever'),
      },
    ],
    ['Door', { ...machine('door', [32, 128]), ...scripts('mover') }],
    ['Elevator', { ...machine('elevator', [64, 32]), ...scripts('mover') }],
    ['Bridge', { ...machine('bridge', [256, 16]), ...scripts('mover') }],
    ['Lift', { ...machine('lift', [128, 32], [64, 16]), ...scripts('mover', 'team') }],
    [
      'Ferry',
      {
        Transform: { size: [96, 24] },
        Sprite: { asset: 'ferry' },
        Body: { type: 'kinematic' },
        Collider: { shape: 'box', offset: [0, -4], size: [96, 16] },
        ...scripts('ferry'),
      },
    ],
    [
      'Spikes',
      {
        Transform: { size: [64, 32] },
        Sprite: { asset: 'spikes', fill: 'repeat' },
        Collider: { shape: 'box', offset: [0, 6], size: [56, 18], sensor: true },
        ...scripts('spikes'),
      },
    ],
    [
      'Beacon',
      {
        Transform: { size: [24, 56] },
        Sprite: sheet('beacon', [12, 28]),
        Collider: { shape: 'box', size: [32, 56], sensor: true },
        ...scripts('beacon'),
      },
      ['beacon'],
    ],
    ['Flag', { Transform: { size: [48, 80] }, Sprite: sheet('flag', [24, 40], 4, 6), ...scripts('flag') }],
  ];
  return Object.fromEntries(
    list.map(([name, components, tags], n) => [name.toLowerCase(), prefab(name, n, components, tags)]),
  );
}

function scenery({ tilesFrom }, found) {
  const picture = (name, layerId, order, asset, position, box) =>
    entity(
      name,
      layerId,
      order,
      { Transform: { position, size: box, anchor: [0, 0] }, Sprite: { asset } },
      { locked: true },
    );
  const tiles = (name, layerId, tileList, solid) =>
    entity(name, layerId, 0, {
      Transform: { size: [width, rows * size], anchor: [0, 0] },
      Tilemap: {
        tilesets: [{ firstTile: 1, tileset: 'moon' }],
        tiles: tilesFrom(tileList),
        ...(solid ? {} : { solid: 'none' }),
      },
    });
  const wall = (name, order, x) =>
    entity(name, 'ground', order, {
      Transform: { position: [x, 120], size: [32, 900] },
      Collider: { shape: 'box', friction: 0 },
    });
  return {
    sky: picture('Sky', 'sky', 0, 'sky', [0, 0], [960, 540]),
    'great-moon': picture('Great moon', 'sky', 1, 'great-moon', [672, 24], [160, 160]),
    'small-moon': picture('Small moon', 'sky', 2, 'small-moon', [584, 132], [64, 64]),
    'far-hills': picture('Far hills', 'far-hills', 0, 'far-hills', [0, 240], [1536, 300]),
    'near-hills': picture('Near hills', 'near-hills', 0, 'near-hills', [0, 310], [2208, 230]),
    ground: tiles('Ground', 'ground', found.ground, true),
    'left-wall': wall('Left wall', 1, -16),
    'right-wall': wall('Right wall', 2, width + 16),
    plants: tiles('Plants', 'plants', found.plants, false),
  };
}

/** Short lines in the picture, each where it is needed. */
function signs() {
  const sign = (name, order, x, y, text, box = [260, 60]) =>
    entity(name, 'plants', order, {
      Transform: { position: [x, y], size: box, anchor: [0, 0] },
      Text: { text, fontSize: 14, color: '#d9c8f0' },
    });
  return {
    'sign-walk': sign('Sign: walk', 1, 44, 322, 'Arrow keys walk\nSpace jumps; hold it\nto jump higher'),
    'sign-swap': sign('Sign: swap', 2, 214, 340, 'Alone? Tab, or the button\nup there, wakes your friend'),
    'sign-crate': sign('Sign: crate', 3, 452, 322, 'Push the crate\nto the wall'),
    'sign-door': sign('Sign: door', 4, 752, 236, 'One holds the plate,\none goes through'),
    'sign-lever': sign('Sign: lever', 5, 1460, 322, 'Up there\nis a lever'),
    'sign-lift': sign('Sign: lift', 6, 2240, 322, 'It only carries\ntwo at once'),
    'sign-race': sign('Sign: race', 7, 2564, 256, 'Now run!'),
    'flag-sign': entity('Flag sign', 'plants', 8, {
      Transform: { position: [3464, 316], size: [96, 18] },
      Text: { text: '0 of 2', fontSize: 14, bold: true, align: 'center', color: '#ffe7b8' },
    }),
  };
}

/** What stands on the ground of a column of the map, or hangs there. */
function actors() {
  const list = {};
  const place = (id, prefabId, name, position, components = {}, { tags, layer: on = 'actors' } = {}) => {
    const order = Object.keys(list).length;
    list[id] = entity(
      name,
      on,
      order,
      { Transform: { position }, ...components },
      {
        prefab: prefabId,
        ...(tags ? { tags } : {}),
      },
    );
  };
  const mover = (properties) => ({ Script: { properties } });
  /** The top of what is solid in a row, and the middle of a column. */
  const [top, middle] = [(row) => row * size, (column) => column * size + size / 2];

  place(
    'bridge',
    'bridge',
    'Bridge',
    [70 * size, top(14) + 8],
    mover({ powered_by: 'bridge-power', dx: -256, speed: 160, speed_back: 160 }),
    { layer: 'under' },
  );
  place(
    'door',
    'door',
    'Door',
    [middle(31), 8 * size],
    mover({ powered_by: 'door-power', dy: -124, speed: 200, speed_back: 260 }),
    { layer: 'under' },
  );

  place(
    'plate-near',
    'plate',
    'Plate before the door',
    [middle(26), top(10) - 8],
    {},
    { tags: ['door-power'] },
  );
  place(
    'plate-far',
    'plate',
    'Plate behind the door',
    [middle(36), top(10) - 8],
    {},
    { tags: ['door-power'] },
  );
  place(
    'plate-elevator',
    'plate',
    'Plate of the elevator',
    [middle(48), top(14) - 8],
    {},
    { tags: ['elevator-power'] },
  );
  place(
    'elevator',
    'elevator',
    'Elevator',
    [52 * size, top(14) + 16],
    mover({ powered_by: 'elevator-power', dy: -192, speed: 110, speed_back: 110 }),
  );
  place('lever', 'lever', 'Lever', [middle(55), top(8) - 16], {}, { tags: ['bridge-power'] });
  place(
    'lift',
    'lift',
    'Lift',
    [77 * size, top(14) + 16],
    mover({ powered_by: 'lift-power', dy: -224, speed: 120, speed_back: 120 }),
    { tags: ['lift-power'] },
  );
  place('ferry', 'ferry', 'Ferry', [97 * size, top(12) + 12], {
    Script: { properties: { travel: 64, time: 2 } },
  });
  place('crate', 'crate', 'Crate', [15 * size, top(14) - 24], {
    Script: { properties: { left: 400, right: 200 } },
  });
  place('spikes-pit', 'spikes', 'Spikes in the pit', [62 * size, top(15) + 16], {
    Transform: { position: [62 * size, top(16) - 16], size: [256, 32] },
    Collider: { size: [248, 18] },
  });
  place('spikes-end', 'spikes', 'Spikes before the flag', [105 * size, top(13) - 16]);

  const beacons = [
    [22, 10],
    [38, 10],
    [67, 14],
    [81, 7],
  ];
  beacons.forEach(([column, row], n) =>
    place(`beacon-${n + 1}`, 'beacon', `Beacon ${n + 1}`, [middle(column), top(row) - 28]),
  );
  place('flag', 'flag', 'Flag', [3464, top(13) - 40]);
  place('hero-1', 'hero', 'Blue', [2 * size + 16, top(14) - 20]);
  place('hero-2', 'hero', 'Rose', [4 * size + 16, top(14) - 20], { Sprite: { asset: 'hero-rose' } });
  return list;
}

function screen() {
  const spawn = (n, column) =>
    entity(
      `Spawn ${n}`,
      'ground',
      10 + n,
      {
        Transform: { position: [column * size + 16, 14 * size - 20], size: [16, 16] },
      },
      { tags: ['spawn'] },
    );
  return {
    'spawn-1': spawn(1, 2),
    'spawn-2': spawn(2, 4),
    'spawn-3': spawn(3, 6),
    'spawn-4': spawn(4, 8),
    crew: entity(
      'Crew',
      'screen',
      0,
      { Transform: { size: [16, 16] }, ...scripts('crew') },
      { tags: ['crew'] },
    ),
    camera: entity('Camera', 'screen', 1, {
      Transform: { position: [480, 270] },
      Camera: { follow: 'hero-1', boundsMax: [width, 540] },
    }),
    clock: entity(
      'Clock',
      'screen',
      2,
      {
        Transform: { position: [20, 54], size: [400, 28], anchor: [0, 0] },
        Text: { text: '0:00.0', fontSize: 20, bold: true },
        ...scripts('race'),
      },
      { tags: ['race'] },
    ),
    swap: entity('Swap', 'screen', 3, {
      Transform: { position: [908, 100], size: [64, 64] },
      Sprite: { asset: 'swap' },
      InputAction: { script: 'input_action/swap.lua' },
    }),
  };
}

/**
 * The project; scripts and assets are those given.
 * @param tools functions of the program: tilesFrom
 */
export function twoMoons(tools, scripts, assets) {
  const count = baseTile.lamp + 1;
  const solid = [...Array(tile.slabRight + 1).keys(), ...Object.values(baseTile)];
  return {
    format: 1,
    name: 'Two Moons',
    settings: {
      size: [960, 540],
      gravity: [0, 1000],
      seed: 1,
      background: '#140d24',
      pixelsPerMetre: 32,
      collisionLayers: ['default', 'heroes'],
      inputs: { swap: ['Tab', 'KeyQ', 'PadY'] },
    },
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
        count,
        offset: [0, 0],
        tiles: Object.fromEntries(solid.map((n) => [n, { solid: true }])),
      },
    },
    scenes: {
      'moon-base': {
        name: 'Moon base',
        order: 'a0',
        settings: {},
        layers: {
          sky: layer('Sky', 0, 0, true),
          'far-hills': layer('Far hills', 1, 0.2, true),
          'near-hills': layer('Near hills', 2, 0.45, true),
          under: layer('Under', 3),
          ground: layer('Ground', 4),
          plants: layer('Plants', 5),
          actors: layer('Actors', 6),
          screen: layer('Screen', 7, 0),
        },
        entities: { ...scenery(tools, cells()), ...signs(), ...actors(), ...screen() },
      },
    },
  };
}
