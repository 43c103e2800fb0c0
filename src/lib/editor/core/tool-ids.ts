/** The tools that can be in hand. */
export const TOOL_IDS = [
  'select',
  'move',
  'rotate',
  'scale',
  'hand',
  'rectangle',
  'ellipse',
  'polygon',
  'line',
  'vertices',
  'collider',
  'outline',
  'joint',
  'path',
  'text',
  'sprite',
  'tile-stamp',
  'tile-erase',
  'tile-fill',
  'tile-shape',
  'tile-select',
  'tile-same',
  'tile-terrain',
  'tile-rules',
] as const;
export type ToolId = (typeof TOOL_IDS)[number];

/** Whether a tool works on the cells of tile layers: they share a palette, a bar and keys of their own. */
export const isTileTool = (id: ToolId): id is TileToolId => id.startsWith('tile-');
export type TileToolId = Extract<ToolId, `tile-${string}`>;
