import type { ToolId } from '../editor-state.ts';
import { ColliderTool } from './collider-tool.ts';
import { DrawTool } from './draw-tool.ts';
import { HandTool } from './hand-tool.ts';
import { JointTool } from './joint-tool.ts';
import { OutlineTool } from './outline-tool.ts';
import { PathTool } from './path-tool.ts';
import { PolygonTool } from './polygon-tool.ts';
import { SelectTool } from './select-tool.ts';
import { RuleTool, TerrainTool } from './terrain-tool.ts';
import { TileFillTool, TileShapeTool } from './tile-fill-tool.ts';
import { TileEraseTool, TileStampTool } from './tile-freehand-tool.ts';
import { TileSameTool, TileSelectTool } from './tile-select-tool.ts';
import type { Tool, ToolContext } from './tool.ts';
import { VertexTool } from './vertex-tool.ts';

/** Takes a tool in hand. */
export function makeTool(id: ToolId, context: ToolContext): Tool {
  switch (id) {
    case 'select':
      return new SelectTool(context);
    case 'move':
    case 'rotate':
    case 'scale':
      return new SelectTool(context, id);
    case 'hand':
      return new HandTool(context);
    case 'polygon':
    case 'line':
      return new PolygonTool(context, id);
    case 'collider':
      return new ColliderTool(context);
    case 'joint':
      return new JointTool(context);
    case 'path':
      return new PathTool(context);
    case 'outline':
      return new OutlineTool(context);
    case 'vertices':
      return new VertexTool(context);
    case 'tile-stamp':
      return new TileStampTool(context);
    case 'tile-erase':
      return new TileEraseTool(context);
    case 'tile-fill':
      return new TileFillTool(context);
    case 'tile-shape':
      return new TileShapeTool(context);
    case 'tile-select':
      return new TileSelectTool(context);
    case 'tile-same':
      return new TileSameTool(context);
    case 'tile-terrain':
      return new TerrainTool(context);
    case 'tile-rules':
      return new RuleTool(context);
    case 'rectangle':
    case 'ellipse':
    case 'text':
    case 'sprite':
      return new DrawTool(context, id);
  }
}
