import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readProperties } from '../../src/lib/script/properties.ts';
import { sourceOf } from './stage.ts';

const names = readdirSync(new URL('../../lua/', import.meta.url))
  .filter((file) => file.endsWith('.lua'))
  .map((file) => file.slice(0, -4));

describe('standard behaviours', () => {
  it('are all there', () => {
    expect(names).toEqual(
      expect.arrayContaining(
        (
          'bounce gravity platformer top_down patrol chase follow_path oscillate projectile shooter health pickup ' +
          'spawner destroy_offscreen animate fade_out follow_parent paddle hazard goal rope_link draggable'
        ).split(' '),
      ),
    );
  });

  it.each(names)(
    '%s says what it does, documents its properties and returns a table of its own name',
    (name) => {
      const source = sourceOf(name);
      expect(source).toMatch(new RegExp(`^-- ${name}: [a-z].+\\.\n`));
      expect(source).toContain(`\nlocal ${name} = {}\n`);
      expect(source).toMatch(new RegExp(`\nreturn ${name}\n$`));
      const { properties, error } = readProperties(source);
      expect(error).toBeNull();
      expect(properties.length).toBeGreaterThan(0);
      expect(properties.filter(({ doc }) => doc === '')).toEqual([]);
      for (const { options, default: value, min, max } of properties) {
        if (options) expect(options).toContain(value);
        if (typeof value === 'number') {
          expect(value).toBeGreaterThanOrEqual(min ?? -Infinity);
          expect(value).toBeLessThanOrEqual(max ?? Infinity);
        }
      }
    },
  );
});
