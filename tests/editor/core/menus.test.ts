import { describe, expect, it } from 'vitest';
import { commandById, commands } from '../../../src/lib/editor/core/commands.ts';
import { isSubjectKind, menus } from '../../../src/lib/editor/core/menus.ts';

const entries = Object.entries(menus);

describe('the context menus', () => {
  it.each(entries)('%s: commands that are there, each once', (name, groups) => {
    const ids = groups.flat();
    expect(new Set(ids).size).toBe(ids.length);
    expect(groups.every((group) => group.length > 0)).toBe(true);
    for (const id of ids) {
      const { subject } = commandById(id);
      if (subject) expect(subject).toBe(name);
    }
  });

  it('show every command that needs one', () => {
    for (const { id, subject } of commands) if (subject) expect(menus[subject].flat(), id).toContain(id);
  });

  it('tell things of lists from the selection', () => {
    expect(entries.map(([name]) => name).filter(isSubjectKind)).toEqual([
      'scene',
      'layer',
      'prefab',
      'asset',
      'script',
    ]);
  });
});
