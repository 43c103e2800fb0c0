import { describe, expect, it } from 'vitest';
import { rulesFrom } from '../../src/lib/import/automap/tiled-rules.ts';
import {
  runOnLayers,
  toldOf,
  type RuledLayer,
  type RuledObject,
} from '../../src/lib/import/automap/scene-rules.ts';
import type { TilesetData } from '../../src/lib/schema/project.ts';
import { FLIP_X, tilesFrom } from '../../src/lib/schema/tiles.ts';
import { png } from './support.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const tsx = (name: string) =>
  `<tileset name="${name}" tilewidth="8" tileheight="8" tilecount="4" columns="2"><image source="${name}.png" width="16" height="16"/></tileset>`;
const layer = (name: string, cells: string, properties = '') =>
  `<layer name="${name}" width="${cells.split(',').length}" height="1">${properties}<data encoding="csv">${cells}</data></layer>`;
/** Land with water beside it becomes a shore, mirrored; a fence goes over it. */
const files = new Map([
  ['rules.txt', bytes('[town*]\nshore.tmx\n')],
  ['land.tsx', bytes(tsx('land'))],
  ['fence.tsx', bytes(tsx('fence'))],
  ['fence.png', png(16, 16)],
  [
    'shore.tmx',
    bytes(
      `<map orientation="orthogonal" width="2" height="1" tilewidth="8" tileheight="8">
        <tileset firstgid="1" source="land.tsx"/><tileset firstgid="101" source="fence.tsx"/>
        ${layer('input_Ground', '1,2')}${layer('output_Ground', `${(FLIP_X + 3) >>> 0},0`)}${layer('output_Fences', '104,0', '<properties><property name="high" type="int" value="2"/></properties>')}
        <objectgroup name="output_Things"><object id="1" name="spot" x="2" y="2"><point/></object><object id="2" name="post" gid="2" x="0" y="8" width="8" height="8"/></objectgroup></map>`,
    ),
  ],
]);
const ground = (more: Partial<RuledLayer> = {}): RuledLayer => ({
  ...{ id: 'g', name: 'Ground', locked: false, tilesets: [{ firstTile: 40, tileset: 'L' }] },
  tiles: tilesFrom([
    [-3, 5, 40],
    [-2, 5, 41],
    [0, 0, 40],
  ]),
  ...more,
});
const tilesetOf = (name: string, image: string): TilesetData => ({
  ...{
    name,
    image,
    tileSize: [8, 8],
    margin: 0,
    spacing: 0,
    columns: 2,
    count: 4,
    offset: [0, 0],
    tiles: {},
  },
});
const known = { other: tilesetOf('land', 'o'), L: tilesetOf('land', 'l') };
const rules = (() => {
  const read = rulesFrom('rules.txt', files);
  if (!read.ok) throw new Error(read.error.message);
  return read.value;
})();
const target = (name: string, layers: RuledLayer[], objects: RuledObject[] = []) => ({
  ...{ name, size: null, layers, objects },
});

describe('rules on the layers of a scene', () => {
  it('paint in the tilesets of the layer by their names, add those that are lacking, and name layers to make', () => {
    const run = runOnLayers([target('town.tmx', [ground()])], known, rules, 1);
    const fence = Object.entries(run.addition.tilesets!)[0]!;
    expect(fence[1]).toMatchObject({ name: 'fence', columns: 2, count: 4 });
    expect(run.addition.assets![fence[1].image]).toMatchObject({ meta: { width: 16, height: 16 } });
    const [land, second] = run.tilesets;
    expect([land, second]).toMatchObject([{ tileset: 'L' }, { tileset: fence[0] }]);
    expect(run.paints).toEqual([
      {
        target: 0,
        id: 'g',
        name: 'Ground',
        cells: [[-3, 5, (land!.firstTile + 2 + FLIP_X) >>> 0]],
        properties: {},
      },
      {
        target: 0,
        id: null,
        name: 'Fences',
        cells: [[-3, 5, second!.firstTile + 3]],
        properties: { high: 2 },
      },
    ]);
    // The objects of the rule, moved by -3, 5 cells, in the middle of which is what they show.
    const { Transform, Sprite } = run.puts[1]!.entity.components;
    expect(run.puts.map(({ target: at, layer, entity: { name } }) => [at, layer, name])).toEqual([
      [0, 'Things', 'spot'],
      [0, 'Things', 'post'],
    ]);
    expect(run.puts[0]!.entity.components.Transform).toMatchObject({ position: [-22, 42] });
    expect(Transform).toMatchObject({ position: [-24, 48], size: [8, 8], anchor: [0, 1] });
    expect(Sprite).toEqual({ asset: 'l', frameSize: [8, 8], frame: 1 });
    expect(run.report).toEqual([
      { file: 'shore.tmx', what: 'On town.tmx', how: 'changed', detail: '1 match.' },
    ]);
    expect(toldOf(run)).toBe('The rules changed 2 tiles of 2 layers, put 2 objects down. fence added.');
  });

  it('run on each map of a scene by itself, by the name it has, and leave locked layers alone', () => {
    const targets = [
      target('cave.tmx', [ground()]),
      target('town2.tmx', [ground({ id: 'locked', locked: true })]),
      target('town3.tmx', [ground(), ground({ id: 'front' })]),
    ];
    const { paints, report } = runOnLayers(targets, known, rules, 1);
    expect(paints.map(({ target: at, id, name }) => [at, id, name])).toEqual([
      [1, null, 'Fences'],
      [2, 'g', 'Ground'],
      [2, null, 'Fences'],
    ]);
    expect(report[0]).toMatchObject({ file: 'cave.tmx', how: 'left out' });
  });

  it('take away with DeleteTiles what stands on the layers that objects go to', () => {
    const deleting = new Map(files);
    const shore = new TextDecoder().decode(files.get('shore.tmx'));
    const option = '<properties><property name="DeleteTiles" type="bool" value="true"/></properties>';
    deleting.set('shore.tmx', bytes(shore.replace('tileheight="8">', `tileheight="8">${option}`)));
    const read = rulesFrom('rules.txt', deleting);
    if (!read.ok) throw new Error(read.error.message);
    const objects: RuledObject[] = [
      { id: 'on', layer: 'Things', cells: [-3, 4, -2, 6] },
      { id: 'beside', layer: 'Things', cells: [-5, 5, -3, 6] },
      { id: 'other', layer: 'Heroes', cells: [-3, 5, -2, 6] },
    ];
    const { removed } = runOnLayers([target('town.tmx', [ground()], objects)], known, read.value, 1);
    expect(removed).toEqual(['on']);
  });

  it('say when nothing matches', () => {
    const run = runOnLayers([target('town.tmx', [ground({ tiles: {} })])], known, rules, 1);
    expect(run.paints).toEqual([]);
    expect(toldOf(run)).toBe('The rules changed nothing.');
    expect(run.report[0]).toMatchObject({ how: 'as it was', detail: 'Nothing matches.' });
  });
});
