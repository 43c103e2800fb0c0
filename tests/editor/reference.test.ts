import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { behaviourSection, matching, sections } from '../../src/lib/editor/panels/docs/reference.ts';
import { headerOf } from '../../src/lib/editor/live/standard-scripts.ts';
import { components } from '../../src/lib/schema/components.ts';
import { actionDocs, apiDocs, hookDocs } from '../../src/lib/script/api-docs.ts';

const entries = sections.flatMap((section) => section.entries);

describe('the reference', () => {
  it('has every function, hook and component, each with all its parts', () => {
    for (const { name, params, example } of apiDocs) {
      const entry = entries.find(({ id }) => id === name);
      expect(entry?.rows.map((row) => row.name)).toEqual(params.map((param) => param.name));
      expect(entry?.example).toBe(example);
    }
    const rows = entries.flatMap((entry) => entry.rows.map((row) => row.name));
    for (const { signature } of [...hookDocs, ...actionDocs]) expect(rows).toContain(signature);
    for (const [type, { fields }] of Object.entries(components))
      expect(entries.find(({ id }) => id === `component-${type}`)?.rows.map((row) => row.name)).toEqual(
        Object.keys(fields),
      );
    expect(new Set(entries.map(({ id }) => id)).size).toBe(entries.length);
  });

  it('has every standard behaviour with the properties of its file', async () => {
    const section = await behaviourSection();
    const files = readdirSync('lua').filter((file) => file.endsWith('.lua'));
    expect(section.entries.map(({ title }) => `${title}.lua`)).toEqual(files.sort());
    const patrol = section.entries.find(({ title }) => title === 'patrol');
    expect(patrol?.doc).toMatch(/^walks between two points/);
    expect(patrol?.rows[0]).toMatchObject({
      name: 'speed',
      limits: expect.stringContaining('px/s') as string,
    });
  });

  it('is searched by name, words and section', () => {
    const names = (text: string) =>
      matching(sections, text).flatMap((section) => section.entries.map(({ id }) => id));
    expect(names('raycast')).toEqual(['raycast', 'raycast_all']);
    expect(names('camera zoom')).toContain('set_camera_zoom');
    expect(names('no such thing anywhere')).toEqual([]);
    expect(names('')).toHaveLength(entries.length);
  });

  it('takes what a script does from its header', () => {
    expect(headerOf('-- saw: cuts wood\n-- and fingers.\n--\n-- Give it teeth.\nlocal saw = {}')).toBe(
      'cuts wood and fingers.',
    );
  });
});
