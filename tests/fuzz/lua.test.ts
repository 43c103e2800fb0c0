import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { programOf, Programs } from './lua-programs.ts';
import { wrongWith } from './lua-run.ts';

/** `npm run fuzz:lua` runs many more. */
const PROGRAMS = 60;

describe('random Lua programs', () => {
  it('never harm the engine, and run the same twice', () => {
    const programs = new Programs(20261121);
    for (let i = 0; i < PROGRAMS; i++) {
      const program = programs.next();
      expect(wrongWith(program), program.join('\n')).toBe('');
    }
  }, 120_000);

  const folder = new URL('./lua-cases/', import.meta.url);
  const cases = readdirSync(folder).filter((name) => name.endsWith('.lua'));
  it.each(cases)('%s, which once did', (name) => {
    expect(wrongWith(programOf(readFileSync(new URL(name, folder), 'utf8')))).toBe('');
  });
});
