import { gzipSync, zlibSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { inOrder } from '../../src/lib/base/order.ts';
import { FLIP_DIAGONAL, FLIP_X, FLIP_Y, tilesOf, type TileChunks } from '../../src/lib/schema/tiles.ts';
import { bytesOf, entityNamed, importGood, onlyScene, png, tmx } from './support.ts';

const cells = [1, 2, 3, 4, 0, (FLIP_X | 1) >>> 0, (FLIP_Y | 2) >>> 0, (FLIP_DIAGONAL | 3) >>> 0];
const raw = new Uint8Array(Uint32Array.from(cells).buffer);
/** The same, compressed by the zstd program. */
const zstd = 'KLUv/QRoxQAAAgIFC+BpDAAgdMCx95Ypc9BQ7y+PwxcAywP3oQ==';
const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
const layer = (data: string, attributes = '') =>
  `<layer id="1" name="Ground" width="4" height="2" ${attributes}>${data}</layer>`;
const empty = '<data encoding="csv">0,0,0,0,0,0,0,0</data>';
const objects = (content: string, attributes = '') =>
  `<objectgroup id="2" name="Things" ${attributes}>${content}</objectgroup>`;

describe('tile data of Tiled', () => {
  it.each([
    ['CSV', `<data encoding="csv">\n${cells.slice(0, 4).join(',')},\n${cells.slice(4).join(',')}\n</data>`],
    ['XML', `<data>${cells.map((gid) => (gid ? `<tile gid="${gid}"/>` : '<tile/>')).join('')}</data>`],
    ['base64', `<data encoding="base64">\n  ${base64(raw)}\n</data>`],
    ['gzip', `<data encoding="base64" compression="gzip">${base64(gzipSync(raw))}</data>`],
    ['zlib', `<data encoding="base64" compression="zlib">${base64(zlibSync(raw))}</data>`],
    ['zstd', `<data encoding="base64" compression="zstd">${zstd}</data>`],
  ])('reads %s', async (_, data) => {
    const addition = await importGood(tmx(layer(data)));
    const tiles = entityNamed(addition, 'Ground').components.Tilemap!.tiles as TileChunks;
    const expected = cells.flatMap((cell, at) => (cell ? [[at % 4, Math.floor(at / 4), cell]] : []));
    expect([...tilesOf(tiles)]).toEqual(expected);
  });
});

describe('layers of Tiled', () => {
  it('keep order, visibility, lock and parallax; groups hand theirs down', async () => {
    const addition = await importGood(
      tmx(`
        ${layer(empty, 'opacity="0.5" offsetx="3" offsety="-2" tintcolor="#80ff0000"')}
        <group name="Far" opacity="0.5" offsetx="10" parallaxx="0.5" parallaxy="0.5" visible="0" locked="1" tintcolor="#80ff80">
          <imagelayer name="Sky" opacity="0.5" offsety="7" tintcolor="#ff8080"><image source="four.png"/></imagelayer>
          ${objects('<object id="1" name="box" x="1" y="2" width="3" height="4"/>', 'offsety="5"')}
        </group>
        <objectgroup name="Top"/>`),
    );
    const scene = onlyScene(addition);
    expect(
      inOrder(scene.layers).map(([, { name, visible, locked, parallax }]) => [
        name,
        visible,
        locked,
        parallax,
      ]),
    ).toEqual([
      ['Ground', true, false, 1],
      ['Far/Sky', false, true, 0.5],
      ['Far/Things', false, true, 0.5],
      ['Top', true, false, 1],
    ]);
    const ground = entityNamed(addition, 'Ground').components;
    expect(ground.Transform).toEqual({ position: [3, -2], size: [64, 32], anchor: [0, 0] });
    expect(ground.Tilemap).toMatchObject({ tileSize: [16, 16] });
    // The layer itself is tinted, so that all on it is, and only once.
    expect(ground.Tilemap).not.toHaveProperty('tint');
    expect(inOrder(scene.layers).map(([, { tint }]) => tint)).toEqual([
      '#ff0000',
      '#808040',
      '#80ff80',
      undefined,
    ]);
    expect(ground.Tilemap!.alpha).toBeCloseTo(0.5 * (0x80 / 255));
    const sky = entityNamed(addition, 'Sky').components;
    expect(sky.Transform).toMatchObject({ position: [10, 7], size: [64, 16] });
    expect(sky.Sprite).toMatchObject({ alpha: 0.25 });
    expect(entityNamed(addition, 'box').components.Transform).toMatchObject({ position: [11, 7] });
    expect(entityNamed(addition, 'box').components.Shape).toMatchObject({ alpha: 0.5 });
  });

  it('carry the colour behind the map and custom properties of maps, layers and classes', async () => {
    const addition = await importGood(
      tmx(
        `<properties><property name="title" value="Intro"/></properties>` +
          layer(
            `<properties><property name="damp" type="float" value="0.5"/></properties>${empty}`,
            'class="Floor"',
          ) +
          objects(
            `<object id="7" name="door" x="0" y="0"><point/><properties>
              <property name="to" type="object" value="8"/><property name="nowhere" type="object" value="99"/>
              <property name="note">two\nlines</property>
              <property name="lock" type="class" propertytype="Lock"><properties>
                <property name="open" type="bool" value="true"/><property name="tint" type="color" value="#80112233"/>
              </properties></property></properties></object>
             <object id="8" name="goal" x="0" y="0"><point/></object>`,
          ),
        'backgroundcolor="#102030"',
      ),
    );
    const scene = onlyScene(addition);
    expect(scene.settings.background).toBe('#102030');
    expect(entityNamed(addition, 'Map').components.Properties).toEqual({ values: { title: 'Intro' } });
    expect(entityNamed(addition, 'Ground')).toMatchObject({
      tags: ['Floor'],
      components: { Properties: { values: { damp: 0.5 } } },
    });
    const goal = Object.entries(scene.entities).find(([, { name }]) => name === 'goal')![0];
    expect(entityNamed(addition, 'door').components.Properties).toEqual({
      values: { to: goal, nowhere: '', note: 'two\nlines', 'lock.open': true, 'lock.tint': '#11223380' },
    });
  });
});

describe('objects of Tiled', () => {
  const placed = async (content: string, attributes = '') =>
    entityNamed(await importGood(tmx(objects(content, attributes))), 'it').components;

  it('rectangles and ellipses turn about their top left corner', async () => {
    const { Transform, Shape } = await placed(
      '<object id="1" name="it" x="10" y="20" width="30" height="40" rotation="45"/>',
    );
    expect(Transform).toEqual({ position: [10, 20], rotation: 45, size: [30, 40], anchor: [0, 0] });
    expect(Shape).toEqual({ fill: '#a0a0a432', stroke: '#a0a0a4', strokeWidth: 1 });
  });

  it('polygons keep their origin, wherever their box is', async () => {
    const { Transform, Shape } = await placed(
      '<object id="1" name="it" x="10" y="20" rotation="90"><polygon points="0,0 10,-20 20,0"/></object>',
      'color="#ff8800"',
    );
    expect(Transform).toEqual({ position: [10, 20], rotation: 90, size: [20, 20], anchor: [0, 1] });
    expect(Shape).toMatchObject({
      kind: 'polygon',
      points: [
        [0, 1],
        [0.5, 0],
        [1, 1],
      ],
      fill: '#ff880032',
      stroke: '#ff8800',
    });
  });

  it('polylines are open, and a flat one keeps its place', async () => {
    const { Transform, Shape } = await placed(
      '<object id="1" name="it" x="10" y="20"><polyline points="5,8 15,8 25,8"/></object>',
    );
    expect(Transform).toMatchObject({ position: [10, 28], size: [20, 0], anchor: [-0.25, 0] });
    expect(Shape).toMatchObject({
      kind: 'line',
      fill: '',
      points: [
        [0, 0],
        [0.5, 0],
        [1, 0],
      ],
    });
  });

  it('texts keep size, typeface, colour and place', async () => {
    const { Transform, Text } = await placed(
      '<object id="1" name="it" x="1" y="2" width="90" height="50"><text fontfamily="Courier New" pixelsize="20" color="#ff0000" bold="1" halign="center" valign="bottom">Hi</text></object>',
    );
    expect(Transform).toMatchObject({ position: [1, 32], size: [90, 50], anchor: [0, 0] });
    expect(Text).toEqual({
      text: 'Hi',
      fontSize: 20,
      font: 'mono',
      bold: true,
      color: '#ff0000',
      align: 'center',
    });
  });

  it('tiles stand on their bottom left corner, stretched, turned and mirrored', async () => {
    const gid = (FLIP_X | FLIP_Y | 3) >>> 0;
    const { Transform, Sprite } = await placed(
      `<object id="1" name="it" gid="${gid}" x="10" y="20" width="32" height="48" rotation="-30"/>`,
    );
    expect(Transform).toEqual({ position: [10, 20], rotation: -30, size: [32, 48], anchor: [0, 1] });
    expect(Sprite).toMatchObject({ frameSize: [16, 16], frame: 2, flipX: true, flipY: true });
  });

  it('are drawn in the order of the file where the layer says so', async () => {
    const content =
      '<object id="1" name="low" x="0" y="50"><point/></object><object id="2" name="high" x="0" y="5"><point/></object>';
    const names = async (attributes: string) =>
      inOrder(onlyScene(await importGood(tmx(objects(content, attributes)))).entities).map(
        ([, { name }]) => name,
      );
    expect(await names('')).toEqual(['high', 'low']);
    expect(await names('draworder="index"')).toEqual(['low', 'high']);
  });
});

describe('tilesets of Tiled', () => {
  const map = (tileset: string, gid = 10) =>
    tmx(
      `${tileset}${layer(`<data encoding="csv">${gid},0,0,0,0,0,0,0</data>`)}${objects(`<object id="1" name="it" gid="${gid}" x="0" y="0"/>`)}`,
    );

  it('know solid tiles, outlines, properties and animations', async () => {
    const addition = await importGood(
      map(`<tileset firstgid="10" name="walls" tilewidth="16" tileheight="16" margin="1" spacing="2">
        <tileoffset x="1" y="-3"/><image source="walls.png"/>
        <tile id="0" type="Wall"><objectgroup><object id="1" x="0" y="0" width="16" height="16"/></objectgroup></tile>
        <tile id="1"><objectgroup><object id="1" x="8" y="0"><polygon points="0,0 8,16 -8,16"/></object></objectgroup></tile>
        <tile id="2"><properties><property name="solid" type="bool" value="true"/></properties></tile>
        <tile id="3"><animation><frame tileid="3" duration="100"/><frame tileid="1" duration="200"/></animation></tile>
      </tileset>`),
      [['walls.png', png(36, 36)]],
    );
    const walls = Object.values(addition.tilesets!).find(({ name }) => name === 'walls')!;
    expect(walls).toMatchObject({ margin: 1, spacing: 2, columns: 2, count: 4, offset: [1, -3] });
    expect(walls.tiles).toEqual({
      0: { className: 'Wall', solid: true },
      1: {
        solid: true,
        collision: [
          [
            [8, 0],
            [16, 16],
            [0, 16],
          ],
        ],
      },
      2: { solid: true, properties: { solid: true } },
      3: {
        animation: [
          { tile: 3, duration: 100 },
          { tile: 1, duration: 200 },
        ],
      },
    });
    const wall = entityNamed(addition, 'it');
    expect(wall.tags).toEqual(['Wall']);
    expect(wall.components).toMatchObject({
      Collider: { shape: 'box' },
      Sprite: { frameMargin: 1, frameSpacing: 2 },
      Transform: { position: [1, -3] },
    });
  });

  it('that are collections of images keep the numbers of their tiles', async () => {
    const addition = await importGood(
      map(
        `<tileset firstgid="10" name="props" columns="0" objectalignment="top">
          <tile id="0"><image source="tree.png"/></tile><tile id="5"><image source="rock.png"/></tile>
        </tileset>`,
        15,
      ),
      [
        ['tree.png', png(20, 40)],
        ['rock.png', png(10, 12)],
      ],
    );
    const uses = entityNamed(addition, 'Ground').components.Tilemap!.tilesets as {
      firstTile: number;
      tileset: string;
    }[];
    expect(uses.map(({ firstTile }) => firstTile)).toEqual([1, 10]);
    const [tree, rock] = ['tree.png', 'rock.png'].map(
      (file) => Object.entries(addition.assets!).find(([, { name }]) => name === file)![0],
    );
    expect(addition.tilesets![uses[1]!.tileset]).toMatchObject({
      name: 'props',
      image: '',
      tileSize: [20, 40],
      count: 6,
      tiles: {
        0: { image: tree, rect: { x: 0, y: 0, width: 20, height: 40 } },
        5: { image: rock, rect: { x: 0, y: 0, width: 10, height: 12 } },
      },
    });
    expect(entityNamed(addition, 'it').components.Transform).toMatchObject({
      size: [10, 12],
      anchor: [0.5, 0],
    });
  });

  it('are found where the map says, in other case, or side by side', async () => {
    const tsx = bytesOf(
      '<tileset name="x" tilewidth="16" tileheight="16"><image source="../img/walls.png"/></tileset>',
    );
    for (const [tsxPath, imagePath] of [
      ['sets/x.tsx', 'img/walls.png'],
      ['SETS/X.tsx', 'IMG/Walls.png'],
      ['x.tsx', 'walls.png'],
    ] as const) {
      const addition = await importGood(map('<tileset firstgid="10" source="sets/x.tsx"/>'), [
        [tsxPath, tsx],
        [imagePath, png(64, 64)],
      ]);
      expect(Object.keys(addition.tilesets!).length).toBe(2);
    }
  });
});
