import { describe, expect, it } from 'vitest';
import { commandById, commands } from '../../../src/lib/editor/core/commands.ts';
import { TOOL_IDS } from '../../../src/lib/editor/core/tool-ids.ts';

describe('the list of commands', () => {
  it('has no id and no key twice', () => {
    const all = commands.map((command) => command.id);
    expect(new Set(all).size).toBe(all.length);
    const keys = commands.flatMap(({ keys, mode = '' }) => keys.map((key) => `${mode} ${key.toLowerCase()}`));
    expect(keys.filter((key, i) => keys.indexOf(key) !== i)).toEqual([]);
  });

  it('has a command for each tool', () => {
    for (const tool of TOOL_IDS) expect(commandById(`tool.${tool}`).icon).toBeTruthy();
    expect(() => commandById('tool.none')).toThrow(RangeError);
  });

  it('leaves the browser its own keys', () => {
    const theirs = ['F5', 'F11', '$mod+KeyR', '$mod+KeyW', '$mod+KeyT'];
    for (const command of commands) for (const key of command.keys) expect(theirs).not.toContain(key);
  });
});
