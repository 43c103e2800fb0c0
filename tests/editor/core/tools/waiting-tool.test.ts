import { expect, test } from 'vitest';
import type { Tool, ToolPointer } from '../../../../src/lib/editor/core/tools/tool.ts';
import { WaitingTool } from '../../../../src/lib/editor/core/tools/waiting-tool.ts';

const none = { shift: false, alt: false, mod: false };
const at = (x: number): ToolPointer => ({ scene: [x, 0], screen: [x, 0], ...none });

/** Writes down what it is told. */
function listening() {
  const heard: string[] = [];
  const tool: Tool = {
    hint: '',
    down: ({ scene }) => void heard.push(`down ${scene[0]}`),
    move: ({ scene }) => void heard.push(`move ${scene[0]}`),
    up: ({ scene }) => void heard.push(`up ${scene[0]}`),
    doubleClick: ({ scene }) => void heard.push(`double ${scene[0]}`),
    key: (key) => heard.push(key) > 0,
    cancel: () => false,
  };
  return { heard, tool };
}

test('what is done before the tool is there, the tool does once it is', () => {
  const waiting = new WaitingTool();
  const { heard, tool } = listening();
  waiting.move(at(0));
  waiting.move(at(1));
  expect(waiting.key('b', none)).toBe(false);
  waiting.down(at(2));
  waiting.move(at(3));
  waiting.up(at(3));
  waiting.doubleClick(at(3));
  expect(waiting.key('Enter', none)).toBe(true);
  waiting.become(tool);
  expect(heard).toEqual(['move 1', 'down 2', 'move 3', 'up 3', 'double 3', 'Enter']);
});

test('Escape drops what was begun', () => {
  const waiting = new WaitingTool();
  const { heard, tool } = listening();
  expect(waiting.cancel()).toBe(false);
  waiting.down(at(2));
  expect(waiting.cancel()).toBe(true);
  waiting.become(tool);
  expect(heard).toEqual([]);
});
