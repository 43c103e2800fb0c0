import { late, type Late } from '../../../base/late.ts';
import { isTileTool, type TileToolId, type ToolId } from '../tool-ids.ts';
import { DrawTool } from './draw-tool.ts';
import { HandTool } from './hand-tool.ts';
import { SelectTool } from './select-tool.ts';
import type { MakeTool, Tool, ToolContext } from './tool.ts';

const firstTools = {
  select: (context) => new SelectTool(context),
  move: (context) => new SelectTool(context, 'move'),
  rotate: (context) => new SelectTool(context, 'rotate'),
  scale: (context) => new SelectTool(context, 'scale'),
  hand: (context) => new HandTool(context),
  rectangle: (context) => new DrawTool(context, 'rectangle'),
  ellipse: (context) => new DrawTool(context, 'ellipse'),
  text: (context) => new DrawTool(context, 'text'),
  sprite: (context) => new DrawTool(context, 'sprite'),
} satisfies Partial<Record<ToolId, MakeTool>>;

type FirstToolId = keyof typeof firstTools;
type ShapeToolId = Exclude<ToolId, FirstToolId | TileToolId>;

const tileTools = late<Record<TileToolId, MakeTool>>(async () => (await import('./tile-tools.ts')).tileTools);
const shapeTools = late<Record<ShapeToolId, MakeTool>>(
  async () => (await import('./shape-tools.ts')).shapeTools,
);

const isFirst = (id: ToolId): id is FirstToolId => id in firstTools;

/** Takes a tool in hand; a promise while its code is on its way. */
export function makeTool(id: ToolId, context: ToolContext): Tool | Promise<Tool> {
  if (isFirst(id)) return firstTools[id](context);
  return isTileTool(id) ? lateTool(tileTools, id, context) : lateTool(shapeTools, id, context);
}

function lateTool<Id extends ToolId>(tools: Late<Record<Id, MakeTool>>, id: Id, context: ToolContext) {
  return tools.now ? tools.now[id](context) : tools.load().then((there) => there[id](context));
}
