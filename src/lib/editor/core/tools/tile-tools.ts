import { RuleTool, TerrainTool } from './terrain-tool.ts';
import { TileFillTool, TileShapeTool } from './tile-fill-tool.ts';
import { TileEraseTool, TileStampTool } from './tile-freehand-tool.ts';
import { TileSameTool, TileSelectTool } from './tile-select-tool.ts';
import type { MakeTool } from './tool.ts';

/** Tools that paint tile layers. */
export const tileTools = {
  'tile-stamp': (context) => new TileStampTool(context),
  'tile-erase': (context) => new TileEraseTool(context),
  'tile-fill': (context) => new TileFillTool(context),
  'tile-shape': (context) => new TileShapeTool(context),
  'tile-select': (context) => new TileSelectTool(context),
  'tile-same': (context) => new TileSameTool(context),
  'tile-terrain': (context) => new TerrainTool(context),
  'tile-rules': (context) => new RuleTool(context),
} satisfies Record<string, MakeTool>;
