/**
 * The page that the editor is compared with: the same level as bare Konva nodes, as a straightforward editor would make them, or
 * drawn anew on a bare 2D canvas in each frame. It follows the same pointer.
 */
import Konva from 'konva';
import { APART, piecesOf, type Piece } from './level.ts';

type Gesture = 'pan' | 'zoom' | 'marquee' | 'drag';
type Show = (state: {
  x: number;
  y: number;
  scale: number;
  dx: number;
  dy: number;
  marquee: number[] | null;
}) => void;

const size = { width: innerWidth, height: innerHeight };
const picture = document.createElement('canvas');
picture.width = picture.height = 16;
const brush = picture.getContext('2d')!;
brush.fillStyle = '#c79bf2';
brush.fillRect(2, 2, 12, 12);

function konva(pieces: readonly Piece[], dragged: ReadonlySet<Piece>): Show {
  const container = document.body.appendChild(document.createElement('div'));
  const stage = new Konva.Stage({ container, ...size });
  const layer = new Konva.Layer();
  const above = new Konva.Layer();
  stage.add(layer, above);
  const frame = new Konva.Rect({ stroke: '#7c9cff', visible: false });
  above.add(frame);
  const moving: { node: Konva.Shape; piece: Piece }[] = [];
  for (const piece of pieces) {
    const { kind, x, y, width, height, rotation, fill, text } = piece;
    const box = { x, y, width, height, rotation, offsetX: width / 2, offsetY: height / 2 };
    const node =
      kind === 'sprite'
        ? new Konva.Image({ ...box, image: picture })
        : kind === 'text'
          ? new Konva.Text({ ...box, text, fontSize: 8, fill: '#dfe5ee' })
          : kind === 'ellipse'
            ? new Konva.Ellipse({ x, y, radiusX: width / 2, radiusY: height / 2, fill })
            : new Konva.Rect({ ...box, fill });
    layer.add(node);
    if (dragged.has(piece)) moving.push({ node, piece });
  }
  return ({ x, y, scale, dx, dy, marquee }) => {
    stage.position({ x, y });
    stage.scale({ x: scale, y: scale });
    for (const { node, piece } of moving) node.position({ x: piece.x + dx, y: piece.y + dy });
    frame.visible(marquee !== null);
    if (marquee) frame.setAttrs({ x: marquee[0], y: marquee[1], width: marquee[2], height: marquee[3] });
    if (!marquee) layer.batchDraw();
    above.batchDraw();
  };
}

function canvas2d(pieces: readonly Piece[], dragged: ReadonlySet<Piece>): Show {
  const canvas = document.body.appendChild(document.createElement('canvas'));
  Object.assign(canvas, size);
  const ctx = canvas.getContext('2d', { alpha: false })!;
  return ({ x, y, scale, dx, dy, marquee }) => {
    ctx.setTransform(1, 0, 0, 1, 0, 0);
    ctx.fillStyle = '#0f1216';
    ctx.fillRect(0, 0, canvas.width, canvas.height);
    for (const piece of pieces) {
      const moved = dragged.has(piece);
      const cos = Math.cos((piece.rotation * Math.PI) / 180) * scale;
      const sin = Math.sin((piece.rotation * Math.PI) / 180) * scale;
      const left = (piece.x + (moved ? dx : 0)) * scale + x;
      const top = (piece.y + (moved ? dy : 0)) * scale + y;
      ctx.setTransform(cos, sin, -sin, cos, left, top);
      const [w, h] = [piece.width, piece.height];
      ctx.fillStyle = piece.fill;
      if (piece.kind === 'sprite') ctx.drawImage(picture, -w / 2, -h / 2, w, h);
      else if (piece.kind === 'text') {
        ctx.font = '8px sans-serif';
        ctx.fillText(piece.text, -w / 2, h / 2);
      } else if (piece.kind === 'ellipse') {
        ctx.beginPath();
        ctx.ellipse(0, 0, w / 2, h / 2, 0, 0, 2 * Math.PI);
        ctx.fill();
      } else ctx.fillRect(-w / 2, -h / 2, w, h);
    }
    if (!marquee) return;
    ctx.setTransform(1, 0, 0, 1, 0, 0);
    ctx.strokeStyle = '#7c9cff';
    ctx.strokeRect(marquee[0]!, marquee[1]!, marquee[2]!, marquee[3]!);
  };
}

declare global {
  interface Window {
    /** Shows the level and has a gesture follow the pointer. */
    begin(how: 'konva' | 'canvas', gesture: Gesture, count: number): void;
  }
}

window.begin = (how, gesture, count) => {
  const pieces = piecesOf(count);
  const show = (how === 'konva' ? konva : canvas2d)(pieces, new Set(pieces.slice(0, APART)));
  const state: Parameters<Show>[0] = { x: 0, y: 0, scale: 1, dx: 0, dy: 0, marquee: null };
  let start: [number, number] | null = null;
  let due = 0;
  const request = () => {
    due ||= requestAnimationFrame(() => {
      due = 0;
      show(state);
    });
  };
  window.addEventListener('pointermove', ({ clientX, clientY }) => {
    start ??= [clientX, clientY];
    const [dx, dy] = [clientX - start[0], clientY - start[1]];
    if (gesture === 'pan') Object.assign(state, { x: dx, y: dy });
    if (gesture === 'drag') Object.assign(state, { dx, dy });
    if (gesture === 'marquee') state.marquee = [...start, dx, dy];
    request();
  });
  window.addEventListener('wheel', ({ deltaY }) => {
    state.scale *= 2 ** (-deltaY / 500);
    request();
  });
  show(state);
};
