/** Marks over the picture that last for one tick: to see what a script does. */
import { MAX_DRAWINGS, type Drawing } from '../../engine/drawing.ts';
import { define, number, text, type ApiContext, type ApiFunction } from './define.ts';

const color = { ...text('color', 'such as #ff8800; yellow when left out'), optional: true } as const;
const YELLOW = '#ffd24a';

function draw({ world, later }: ApiContext, drawing: Drawing): void {
  later(() => {
    if (world.drawings.length < MAX_DRAWINGS) world.drawings.push(drawing);
  });
}

export const drawingFunctions: readonly ApiFunction[] = [
  define({
    name: 'draw_line',
    group: 'debug drawing',
    doc: 'Draws a line over the picture, for this tick.',
    params: [
      number('x1', 'start', 'px'),
      number('y1', 'start', 'px'),
      number('x2', 'end', 'px'),
      number('y2', 'end', 'px'),
      color,
    ],
    example: 'ams.draw_line(e.x, e.y, e.x + e.vx, e.y + e.vy)',
    run: (context, x1, y1, x2, y2, tone) =>
      draw(context, { kind: 'line', x1, y1, x2, y2, color: tone ?? YELLOW }),
  }),
  define({
    name: 'draw_rect',
    group: 'debug drawing',
    doc: 'Draws the outline of a rectangle over the picture, for this tick.',
    params: [
      number('x', 'left', 'px'),
      number('y', 'top', 'px'),
      number('width', 'to the right', 'px'),
      number('height', 'downwards', 'px'),
      color,
    ],
    example: 'ams.draw_rect(e.x - 50, e.y - 50, 100, 100, "#00ff88")',
    run: (context, x, y, width, height, tone) =>
      draw(context, { kind: 'rect', x, y, width, height, color: tone ?? YELLOW }),
  }),
  define({
    name: 'draw_circle',
    group: 'debug drawing',
    doc: 'Draws the outline of a circle over the picture, for this tick.',
    params: [
      number('x', 'centre', 'px'),
      number('y', 'centre', 'px'),
      { ...number('radius', 'of the circle', 'px'), min: 0 },
      color,
    ],
    example: 'ams.draw_circle(e.x, e.y, 120)',
    run: (context, x, y, radius, tone) =>
      draw(context, { kind: 'circle', x, y, radius, color: tone ?? YELLOW }),
  }),
  define({
    name: 'draw_text',
    group: 'debug drawing',
    doc: 'Writes over the picture, for this tick.',
    params: [number('x', 'left', 'px'), number('y', 'top', 'px'), text('text', 'what it says'), color],
    example: 'ams.draw_text(e.x, e.y - 40, "speed " .. e.vx)',
    run: (context, x, y, words, tone) =>
      draw(context, { kind: 'text', x, y, text: words.slice(0, 200), color: tone ?? YELLOW }),
  }),
];
