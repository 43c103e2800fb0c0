import { describe, expect, it } from 'vitest';
import { commandById, commands } from '../../../src/lib/editor/core/commands.ts';
import { commandsIn, isSubjectKind, menus, type MenuName } from '../../../src/lib/editor/core/menus.ts';

const entries = Object.entries(menus);

describe('the context menus', () => {
  it.each(entries)('%s: commands that are there, each once', (name, groups) => {
    const ids = commandsIn(name as MenuName);
    expect(new Set(ids).size).toBe(ids.length);
    expect(groups.every((group) => group.length > 0)).toBe(true);
    for (const id of ids) {
      const { subject } = commandById(id);
      if (subject) expect(subject).toBe(name);
    }
  });

  it('show every command that needs one', () => {
    for (const { id, subject } of commands) if (subject) expect(commandsIn(subject), id).toContain(id);
  });

  it('are short enough for a small window', () => {
    for (const [name, groups] of entries) expect(groups.flat().length, name).toBeLessThanOrEqual(18);
  });

  it('tell things of lists from the selection', () => {
    expect(entries.map(([name]) => name).filter(isSubjectKind)).toEqual([
      'scene',
      'layer',
      'prefab',
      'asset',
      'joint',
      'script',
    ]);
  });
});
