import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CanvasInput } from '../../../src/lib/editor/canvas/canvas-input.ts';
import { Signal } from '../../../src/lib/editor/core/signal.ts';
import type { Tool, ToolPointer } from '../../../src/lib/editor/core/tools/tool.ts';
import { initialView } from '../../../src/lib/editor/core/view.ts';

/** What reached the tool in hand and the canvas, in order. */
let told: string[] = [];
let element: EventTarget & Partial<HTMLElement>;
let input: CanvasInput;
const view = new Signal({ ...initialView, x: 0, y: 0 });

const note = (what: string) => (at: ToolPointer) =>
  void told.push(`${what} ${at.screen.join()}${at.coarse ? ' coarse' : ''}`);
const tool: Tool = {
  hint: '',
  down: note('down'),
  move: note('move'),
  up: note('up'),
  cancel: () => told.push('cancel') > 0,
};

beforeEach(() => {
  vi.stubGlobal('window', new EventTarget());
  vi.stubGlobal('document', { activeElement: null, body: null });
  vi.useFakeTimers();
  told = [];
  view.value = { ...initialView, x: 0, y: 0 };
  element = Object.assign(new EventTarget(), {
    focus: () => {},
    setPointerCapture: () => {},
    getBoundingClientRect: () => ({ left: 0, top: 0 }) as DOMRect,
  });
  input = new CanvasInput(element as HTMLElement, {
    view,
    tool: () => tool,
    pointed: () => {},
    escape: () => {},
    touched: (coarse) => told.push(`touched ${coarse}`),
    menu: () => told.push('menu'),
    grab: () => {},
  });
});

afterEach(() => {
  input.dispose();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function pointer(
  type: string,
  pointerType: string,
  pointerId: number,
  clientX: number,
  clientY: number,
): void {
  const fields = { pointerType, pointerId, clientX, clientY, button: 0, timeStamp: 0 };
  const event = new Event(type);
  for (const [name, value] of Object.entries(fields)) Object.defineProperty(event, name, { value });
  element.dispatchEvent(event);
}

describe('a pen', () => {
  it('is as precise as a mouse, while a finger is not', () => {
    pointer('pointerdown', 'pen', 1, 10, 10);
    pointer('pointermove', 'pen', 1, 20, 10);
    pointer('pointerup', 'pen', 1, 20, 10);
    expect(told).toEqual(['touched false', 'down 10,10', 'move 20,10', 'up 20,10']);
    told = [];
    pointer('pointerdown', 'touch', 2, 10, 10);
    expect(told).toEqual(['touched true', 'down 10,10 coarse']);
  });

  it('rests to open the menu, as a finger does', () => {
    pointer('pointerdown', 'pen', 1, 10, 10);
    vi.runAllTimers();
    expect(told.slice(-2)).toEqual(['cancel', 'menu']);
  });

  it('draws on while the hand that holds it touches, moves and is lifted', () => {
    pointer('pointerdown', 'pen', 1, 10, 10);
    told = [];
    pointer('pointerdown', 'touch', 2, 200, 200);
    pointer('pointerdown', 'touch', 3, 220, 210);
    pointer('pointermove', 'touch', 2, 205, 200);
    pointer('pointermove', 'pen', 1, 30, 10);
    pointer('pointerup', 'touch', 3, 220, 210);
    pointer('pointercancel', 'touch', 2, 205, 200);
    pointer('pointermove', 'pen', 1, 40, 10);
    pointer('pointerup', 'pen', 1, 40, 10);
    expect(told).toEqual(['move 30,10', 'move 40,10', 'up 40,10']);
    expect(view.value).toMatchObject({ x: 0, y: 0, scale: 1 });
  });

  it('takes over from the hand that has touched before it', () => {
    pointer('pointerdown', 'touch', 2, 200, 200);
    pointer('pointermove', 'touch', 2, 204, 200);
    told = [];
    pointer('pointerdown', 'pen', 1, 10, 10);
    pointer('pointermove', 'touch', 2, 230, 200);
    pointer('pointermove', 'pen', 1, 30, 10);
    pointer('pointerup', 'pen', 1, 30, 10);
    // Until it is lifted the hand means nothing.
    pointer('pointermove', 'touch', 2, 240, 200);
    pointer('pointerup', 'touch', 2, 240, 200);
    expect(told).toEqual(['cancel', 'touched false', 'down 10,10', 'move 30,10', 'up 30,10']);
    told = [];
    pointer('pointerdown', 'touch', 4, 50, 50);
    expect(told).toEqual(['touched true', 'down 50,50 coarse']);
  });
});

describe('two fingers', () => {
  it('pan and zoom, and drop what the first one began', () => {
    pointer('pointerdown', 'touch', 1, 100, 100);
    pointer('pointerdown', 'touch', 2, 200, 100);
    expect(told.at(-1)).toBe('cancel');
    pointer('pointermove', 'touch', 2, 300, 100);
    expect(view.value.scale).toBeCloseTo(2);
  });
});
