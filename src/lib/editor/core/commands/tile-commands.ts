import { STAMP_SLOTS } from '../../../schema/stamps.ts';
import { writable, type Command } from '../command.ts';
import type { CommandHost } from '../command-host.ts';
import { isTileTool, type ToolId } from '../tool-ids.ts';
import { tileCount } from '../tilework/stamp.ts';
import { flippedStamp, turnedStamp } from '../tilework/stamp-turns.ts';
import type { TileGrid } from '../../../schema/tile-grid.ts';
import { MOST_STAMP_CELLS, type StampData } from '../../../schema/stamps.ts';
import type { AssetData } from '../../../schema/project.ts';
import { likelyTileSize, tilesetOf } from '../tilework/new-layer.ts';
import { allTileLayers } from '../tilework/tile-layers.ts';
import { about } from './about.ts';
import { indexOf } from './index-of.ts';
import { paste } from './clipboard-actions.ts';
import {
  addTileLayer,
  copyCells,
  emptyCells,
  hasCells,
  layersInHand,
  selectAllCells,
  setHand,
  stampInText,
  takeStamp,
  takeTileTool,
} from './tile-actions.ts';

const tiling = (host: CommandHost): boolean => isTileTool(host.tool.value);
const painting = (host: CommandHost): boolean => writable(host) && tiling(host);
const hasStamp = (host: CommandHost): boolean => tiling(host) && host.tiles.value.stamp !== null;

/** A command that has its key only while a tile tool is in hand. */
function own(
  id: string,
  label: string,
  icon: string,
  keys: readonly string[],
  rest: Pick<Command, 'when' | 'run'> & Partial<Command>,
): Command {
  return { id, label, group: 'tiles', icon, keys, mode: 'tiles', ...rest };
}

function tool(id: ToolId, label: string, icon: string, keys: readonly string[]): Command {
  return own(`tool.${id}`, label, icon, keys, {
    bar: 'tiles',
    when: writable,
    checked: (host) => host.tool.value === id,
    run: (host) => takeTileTool(host, id),
  });
}

/** Changes the stamp in hand. */
function change(
  id: string,
  label: string,
  icon: string,
  key: string,
  changed: (stamp: StampData, grid: TileGrid | undefined) => StampData,
): Command {
  return own(`tiles.${id}`, label, icon, [key], {
    bar: 'tiles',
    when: hasStamp,
    run(host) {
      const { stamp } = host.tiles.value;
      if (stamp) setHand(host, { stamp: changed(stamp, layersInHand(host)[0]?.grid) });
    },
  });
}

const shapeTool: Command = {
  ...tool('tile-shape', 'Fill a shape', 'shapes', ['Shift+KeyP']),
  run(host) {
    const { shape } = host.tiles.value;
    if (host.tool.value === 'tile-shape')
      setHand(host, { shape: shape === 'rectangle' ? 'ellipse' : 'rectangle' });
    else takeTileTool(host, 'tile-shape');
  },
};

/** Stands in the toolbar, with the others in its bar. */
export const tileStampCommand: Command = {
  id: 'tool.tile-stamp',
  label: 'Tiles',
  group: 'tools',
  icon: 'stamp',
  keys: ['KeyB'],
  when: writable,
  checked: (host) => isTileTool(host.tool.value),
  run: (host) => takeTileTool(host, 'tile-stamp'),
};

function recall(host: CommandHost, slot: string): void {
  const stamp = host.reader.project.settings.stamps[slot];
  if (stamp) takeStamp(host, stamp);
  else host.notify(`There is no stamp ${slot} yet: Ctrl+${slot} keeps the one in hand.`);
}

function store(host: CommandHost, slot: string): void {
  const { stamp } = host.tiles.value;
  if (!stamp) return;
  if (stamp.parts.length * stamp.width * stamp.height > MOST_STAMP_CELLS)
    return host.notify(`This stamp is too large to be kept: at most ${MOST_STAMP_CELLS} cells.`);
  host.write(`Keep stamp ${slot}`, (writer) => writer.setStamp(slot, stamp));
  const count = tileCount(stamp);
  host.notify(`Stamp ${slot} keeps ${count} ${count === 1 ? 'tile' : 'tiles'}.`);
}

/** Painting of tile layers. */
export const tileCommands: readonly Command[] = [
  tool('tile-fill', 'Fill', 'paint-bucket', ['KeyF']),
  shapeTool,
  tool('tile-terrain', 'Terrain', 'mountain', ['KeyT']),
  tool('tile-rules', 'Rule tiles', 'puzzle', ['KeyR']),
  tool('tile-erase', 'Erase', 'eraser', ['KeyE']),
  tool('tile-select', 'Select cells', 'square-dashed', ['KeyM']),
  tool('tile-same', 'Select the same tiles', 'wand-sparkles', ['KeyS']),
  own('tiles.random', 'Random', 'dices', ['KeyD'], {
    bar: 'tiles',
    when: tiling,
    checked: (host) => host.tiles.value.random,
    run: (host) => setHand(host, { random: !host.tiles.value.random }),
  }),
  change(
    'flip-x',
    'Flip the stamp left to right',
    'triangles-centerline-dashed-vertical',
    'KeyX',
    (stamp, grid) => flippedStamp(stamp, 'x', grid),
  ),
  change(
    'flip-y',
    'Flip the stamp top to bottom',
    'triangles-centerline-dashed-horizontal',
    'KeyY',
    (stamp, grid) => flippedStamp(stamp, 'y', grid),
  ),
  change('turn', 'Turn the stamp', 'rotate-cw', 'KeyZ', (stamp, grid) =>
    turnedStamp(stamp, 'clockwise', grid),
  ),
  change('turn-back', 'Turn the stamp back', 'rotate-ccw', 'Shift+KeyZ', (stamp, grid) =>
    turnedStamp(stamp, 'back', grid),
  ),
  own('tiles.marks', 'Show what tiles are', 'tags', [], {
    bar: 'tiles',
    when: tiling,
    checked: (host) => host.options.value.tileMarks,
    run(host) {
      host.options.value = { ...host.options.value, tileMarks: !host.options.value.tileMarks };
    },
  }),
  own('tiles.copy', 'Copy the selected cells', 'copy', ['$mod+KeyC'], {
    when: hasCells,
    run: (host) => void copyCells(host),
  }),
  own('tiles.cut', 'Cut the selected cells', 'scissors', ['$mod+KeyX'], {
    when: (host) => painting(host) && hasCells(host),
    run(host) {
      if (copyCells(host)) emptyCells(host, 'Cut');
    },
  }),
  own('tiles.paste', 'Paste tiles as the stamp', 'clipboard-paste', ['$mod+KeyV'], {
    when: painting,
    run: (host) => void pasteCells(host),
  }),
  own('tiles.delete', 'Empty the selected cells', 'trash-2', ['Delete', 'Backspace'], {
    when: (host) => painting(host) && hasCells(host),
    run: (host) => emptyCells(host, 'Erase'),
  }),
  own('tiles.all', 'Select all cells', 'square-dashed', ['$mod+KeyA'], {
    when: (host) => tiling(host) && layersInHand(host).length > 0,
    run: selectAllCells,
  }),
  ...STAMP_SLOTS.flatMap((slot) => [
    own(`tiles.stamp-${slot}`, `Stamp ${slot}`, 'stamp', [`Digit${slot}`], {
      when: painting,
      run: (host) => recall(host, slot),
    }),
    own(`tiles.store-${slot}`, `Keep the stamp as ${slot}`, 'stamp', [`$mod+Digit${slot}`], {
      when: (host) => painting(host) && host.tiles.value.stamp !== null,
      run: (host) => store(host, slot),
    }),
  ]),
  about('asset', 'tile-layer', 'New tile layer with it', 'grid-2x2-plus', layerOfPicture, {
    when: (host) => writable(host) && pictureOf(host, host.items.subject?.id ?? '') !== null,
  }),
  {
    id: 'tiles.new-layer',
    label: 'New tile layer',
    group: 'tiles',
    keys: [],
    icon: 'grid-2x2-plus',
    when: writable,
    run: (host) => addTileLayer(host, null),
  },
  {
    id: 'tiles.run-rules',
    label: 'Run automapping rules…',
    group: 'tiles',
    keys: [],
    icon: 'workflow',
    when: (host) => writable(host) && allTileLayers(indexOf(host)).length > 0,
    run: (host) => host.navigation.openDialog('rules'),
  },
];

/** An image asset whose size is known; `null` for any other. */
function pictureOf(host: CommandHost, id: string): AssetData | null {
  const asset = host.reader.project.assets[id];
  return asset?.kind === 'image' && (asset.meta.width ?? 0) > 0 ? asset : null;
}

/** Makes a tile layer of a picture: with the tileset of it that there is, else with a new one. */
function layerOfPicture(host: CommandHost, id: string): void {
  const asset = pictureOf(host, id);
  if (!asset) return;
  const known = Object.entries(host.reader.project.tilesets).find(([, { image }]) => image === id)?.[0];
  const tileSize = likelyTileSize(asset.name, [asset.meta.width ?? 0, asset.meta.height ?? 0]);
  addTileLayer(host, known ?? tilesetOf(id, asset, { tileSize, margin: 0, spacing: 0 }));
}

async function pasteCells(host: CommandHost): Promise<void> {
  const stamp = stampInText(await host.clipboard.read());
  if (stamp) takeStamp(host, stamp);
  else await paste(host, 'beside');
}
