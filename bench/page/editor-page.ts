/**
 * The page that the canvas benchmarks measure: one scene of many entities, shown by our canvas and by bare Konva nodes
 * as a straightforward editor would make them. Frames are counted as the browser really shows them.
 */
import Konva from 'konva';
import { ordersBetween } from '../../src/lib/base/order.ts';
import { SceneCanvas } from '../../src/lib/editor/canvas/scene-canvas.ts';
import {
  defaultCanvasOptions,
  type CanvasHost,
  type Guides,
  type ToolId,
} from '../../src/lib/editor/core/editor-state.ts';
import { Selection } from '../../src/lib/editor/core/selection.ts';
import { Signal } from '../../src/lib/editor/core/signal.ts';
import { panned, type View } from '../../src/lib/editor/core/view.ts';
import { blankEntity, blankLayer, blankProject } from '../../src/lib/schema/blank.ts';
import type { GridData } from '../../src/lib/schema/navigation.ts';
import type { EntityData, ProjectData } from '../../src/lib/schema/project.ts';

const SIZE = [1440, 900] as const;
const COLUMNS = 100;
const STEP = [14, 18] as const;

const nothing = () => () => {};

/** Half rectangles, a quarter sprites, the rest ellipses and text, all in view at once. */
function entitiesOf(count: number): Record<string, EntityData> {
  const orders = ordersBetween(null, null, count);
  return Object.fromEntries(
    orders.map((order, i) => {
      const looks: EntityData['components'][] = [
        { Shape: { fill: `hsl(${(i * 7) % 360} 50% 50%)` } },
        { Sprite: { asset: 'image' } },
        { Shape: { fill: '#5cc98b' } },
        i % 8 === 3
          ? { Text: { text: `e${i}`, fontSize: 9 } }
          : { Shape: { kind: 'ellipse', fill: '#f2b45a' } },
      ];
      const position = [(i % COLUMNS) * STEP[0] + 10, Math.floor(i / COLUMNS) * STEP[1] + 10];
      const transform = { position, size: [12, 14], rotation: i % 10 === 0 ? 20 : 0 };
      return [
        `e${i}`,
        blankEntity({
          name: `e${i}`,
          order,
          layer: 'l',
          components: { Transform: transform, ...looks[i % 4] },
        }),
      ];
    }),
  );
}

function picture(): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = 16;
  const ctx = canvas.getContext('2d')!;
  ctx.fillStyle = '#c79bf2';
  ctx.fillRect(2, 2, 12, 12);
  return canvas;
}

function container(): HTMLDivElement {
  const div = document.createElement('div');
  Object.assign(div.style, {
    position: 'absolute',
    inset: '0',
    width: `${SIZE[0]}px`,
    height: `${SIZE[1]}px`,
  });
  document.body.replaceChildren(div);
  return div;
}

/** Milliseconds between frames while `step` runs before each; the first ones are left out. */
async function measure(frames: number, step: (i: number) => void): Promise<number> {
  const frame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve));
  const warmUp = 5;
  let start = 0;
  for (let i = 0; i < frames + warmUp; i++) {
    if (i === warmUp) start = performance.now();
    step(i);
    await frame();
  }
  // Drawing is recorded and done later: reading a pixel waits for all of it.
  for (const canvas of document.querySelectorAll('canvas')) canvas.getContext('2d')?.getImageData(0, 0, 1, 1);
  return (performance.now() - start) / frames;
}

function hostOf(project: ProjectData, image: HTMLCanvasElement): CanvasHost {
  return {
    reader: { project, subscribe: nothing },
    scene: () => 's',
    activeLayer: () => '',
    selection: new Selection(),
    view: new Signal<View>({ x: 0, y: 0, scale: 1 }),
    tool: new Signal<ToolId>('select'),
    options: new Signal({ ...defaultCanvasOptions }),
    grid: new Signal<GridData>({ size: [16, 16], offset: [0, 0] }),
    guides: new Signal<Guides>({}),
    hint: new Signal(''),
    canWrite: () => true,
    write: () => {},
    images: { get: () => image, subscribe: nothing },
    presence: { others: () => [], subscribe: nothing, publish: () => {} },
    game: {
      active: false,
      frame: null,
      looks: new Map(),
      paths: null,
      onFrame: nothing,
      onPaths: nothing,
      onStatus: nothing,
    },
  };
}

/** How far the view or the dragged entity is after so many frames: back and forth, so that it stays in view. */
const way = (i: number): number => (Math.floor(i / 40) % 2 ? 40 - (i % 40) : i % 40) * 6;

function pointer(target: Element, type: string, x: number, y: number): void {
  target.dispatchEvent(
    new PointerEvent(type, {
      clientX: x,
      clientY: y,
      button: 0,
      buttons: 1,
      pointerId: 1,
      bubbles: true,
      isPrimary: true,
    }),
  );
}

async function ours(kind: 'pan' | 'drag', count: number, frames: number): Promise<number> {
  const project = {
    ...blankProject('Bench'),
    scenes: {
      s: { name: 'S', order: 'a0', settings: {}, layers: { l: blankLayer() }, entities: entitiesOf(count) },
    },
  };
  const host = hostOf(project, picture());
  const div = container();
  // The pointer of a script is none that can be captured.
  div.setPointerCapture = () => {};
  const canvas = new SceneCanvas(div, host);
  try {
    if (kind === 'pan')
      return await measure(
        frames,
        (i) => (host.view.value = panned({ x: 0, y: 0, scale: 1 }, [way(i), way(i) / 2])),
      );
    pointer(div, 'pointermove', 724, 461);
    pointer(div, 'pointerdown', 724, 461);
    return await measure(frames, (i) => pointer(div, 'pointermove', 730 + way(i), 461 + way(i) / 2));
  } finally {
    canvas.dispose();
  }
}

async function bare(kind: 'pan' | 'drag', count: number, frames: number): Promise<number> {
  const image = picture();
  const stage = new Konva.Stage({ container: container(), width: SIZE[0], height: SIZE[1] });
  const layer = new Konva.Layer();
  stage.add(layer);
  const nodes = Object.values(entitiesOf(count)).map(({ components: { Transform, Shape, Sprite, Text } }) => {
    const [x, y] = Transform!.position as [number, number];
    const [width, height] = Transform!.size as [number, number];
    const box = {
      x,
      y,
      width,
      height,
      rotation: Transform!.rotation as number,
      offsetX: width / 2,
      offsetY: height / 2,
      draggable: true,
    };
    if (Sprite) return new Konva.Image({ ...box, image });
    if (Text) return new Konva.Text({ ...box, text: Text.text as string, fontSize: 9, fill: '#dfe5ee' });
    if (Shape?.kind === 'ellipse')
      return new Konva.Ellipse({
        x,
        y,
        radiusX: width / 2,
        radiusY: height / 2,
        fill: Shape.fill as string,
        draggable: true,
      });
    return new Konva.Rect({ ...box, fill: Shape?.fill as string });
  });
  layer.add(...nodes);
  layer.draw();
  try {
    const dragged = nodes[Math.floor(nodes.length / 2) + 50]!;
    const { x, y } = dragged.position();
    return await measure(frames, (i) => {
      if (kind === 'pan') stage.position({ x: way(i), y: way(i) / 2 });
      else dragged.position({ x: x + way(i), y: y + way(i) / 2 });
      layer.batchDraw();
    });
  } finally {
    stage.destroy();
  }
}

declare global {
  interface Window {
    /** Milliseconds per frame of both. */
    measureCanvas(
      kind: 'pan' | 'drag',
      count: number,
      frames: number,
    ): Promise<{ ours: number; bare: number }>;
  }
}

window.measureCanvas = async (kind, count, frames) => ({
  bare: await bare(kind, count, Math.ceil(frames / 4)),
  ours: await ours(kind, count, frames),
});
