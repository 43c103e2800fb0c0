import type { CanvasHost } from '../core/canvas-host.ts';
import type { Distances } from '../core/distances.ts';
import { Signal } from '../core/signal.ts';
import { openShape } from '../core/tools/open-shape.ts';
import { NO_PREVIEW, type Preview, type ToolContext } from '../core/tools/tool.ts';

/** What tools are given, with the whole host of the canvas. */
export interface CanvasContext extends ToolContext {
  readonly host: CanvasHost;
}

/** What only the canvas knows of it. */
type Known = Pick<ToolContext, 'index' | 'played' | 'visible' | 'publishDrag' | 'redraw'>;

export function canvasContext(host: CanvasHost, known: Known): CanvasContext {
  const context: CanvasContext = {
    ...known,
    host,
    preview: new Signal<Preview>(NO_PREVIEW),
    cursor: new Signal('default'),
    hovered: new Signal<string | null>(null),
    measured: new Signal<Distances | null>(null),
    through: new Signal<string | null>(null),
    coarse: new Signal(false),
    open: (id) => openShape(context, id) || host.openEntity?.(id),
  };
  return context;
}
