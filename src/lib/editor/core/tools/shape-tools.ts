import { ColliderTool } from './collider-tool.ts';
import { JointTool } from './joint-tool.ts';
import { OutlineTool } from './outline-tool.ts';
import { PathTool } from './path-tool.ts';
import { PolygonTool } from './polygon-tool.ts';
import type { MakeTool } from './tool.ts';
import { VertexTool } from './vertex-tool.ts';

/** Tools that draw and change outlines, and what holds bodies together. */
export const shapeTools = {
  polygon: (context) => new PolygonTool(context, 'polygon'),
  line: (context) => new PolygonTool(context, 'line'),
  collider: (context) => new ColliderTool(context),
  joint: (context) => new JointTool(context),
  path: (context) => new PathTool(context),
  outline: (context) => new OutlineTool(context),
  vertices: (context) => new VertexTool(context),
} satisfies Record<string, MakeTool>;
