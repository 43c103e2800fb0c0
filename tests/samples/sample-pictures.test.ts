import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { cleanPng } from '../../src/lib/import/clean-png.ts';

it('pictures of samples are written as pictures are on their way in: a sample comes back byte for byte', () => {
  const pictures = readdirSync('static/samples', { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.png'))
    .map((file) => join('static/samples', file));
  expect(pictures.length).toBeGreaterThan(20);
  for (const file of pictures) {
    const bytes = readFileSync(file);
    expect(Buffer.compare(cleanPng(bytes).bytes, bytes), file).toBe(0);
  }
});
