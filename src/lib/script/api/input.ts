/** Keyboard and pointer, as they were at the start of the tick. */
import { define, text, type ApiFunction } from './define.ts';

const key = text('code', 'a KeyboardEvent code such as ArrowLeft, KeyA, Space, Digit1');

export const inputFunctions: readonly ApiFunction[] = [
  define({
    name: 'is_key_down',
    group: 'input',
    doc: 'Whether a key is held down.',
    params: [key],
    returns: { type: 'boolean', doc: 'true while it is down' },
    example: 'if ams.is_key_down("ArrowRight") then e.vx = 120 end',
    run: ({ world }, code) => world.isKeyDown(code),
  }),
  define({
    name: 'was_key_pressed',
    group: 'input',
    doc: 'Whether a key went down in this tick.',
    params: [key],
    returns: { type: 'boolean', doc: 'true in one tick only' },
    example: 'if ams.was_key_pressed("Space") then e.vy = -300 end',
    run: ({ world }, code) => world.wasKeyPressed(code),
  }),
  define({
    name: 'get_pointer_x',
    group: 'input',
    doc: 'Where the mouse or finger is, in the scene.',
    params: [],
    returns: { type: 'number', unit: 'px', doc: 'horizontal position' },
    example: 'local dx = ams.get_pointer_x() - e.x',
    run: ({ world }) => world.pointer.x,
  }),
  define({
    name: 'get_pointer_y',
    group: 'input',
    doc: 'Where the mouse or finger is, in the scene.',
    params: [],
    returns: { type: 'number', unit: 'px', doc: 'vertical position' },
    example: 'local dy = ams.get_pointer_y() - e.y',
    run: ({ world }) => world.pointer.y,
  }),
  define({
    name: 'is_pointer_down',
    group: 'input',
    doc: 'Whether a mouse button or finger is down.',
    params: [],
    returns: { type: 'boolean', doc: 'true while it is down' },
    example: 'if ams.is_pointer_down() then e.x = ams.get_pointer_x() end',
    run: ({ world }) => world.pointer.down,
  }),
  define({
    name: 'was_pointer_pressed',
    group: 'input',
    doc: 'Whether a mouse button or finger went down in this tick.',
    params: [],
    returns: { type: 'boolean', doc: 'true in one tick only' },
    example: 'if ams.was_pointer_pressed() then ams.add_score(1) end',
    run: ({ world }) => world.pointer.pressed,
  }),
];
