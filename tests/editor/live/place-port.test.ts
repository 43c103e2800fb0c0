import { describe, expect, it } from 'vitest';
import { allowedIn } from '../../../src/lib/editor/live/place-port.ts';

describe('what may be written of what is on the canvas', () => {
  it('is all in a scene, also a component without fields', () => {
    const { own, fields } = allowedIn(null);
    expect(fields('a', 'Body', {})).toEqual({});
    expect(fields('a', 'Transform', { position: [1, 2] })).toEqual({ position: [1, 2] });
    expect(own('a', { parent: 'b', order: 'a1' })).toEqual({ parent: 'b', order: 'a1' });
  });

  it('is all but its place of the root of a prefab', () => {
    const { own, fields } = allowedIn('root');
    expect(fields('root', 'Transform', { position: [1, 2], rotation: 3 })).toBe(null);
    expect(fields('root', 'Transform', { position: [1, 2], size: [3, 4] })).toEqual({ size: [3, 4] });
    expect(fields('root', 'Body', {})).toEqual({});
    expect(fields('part', 'Transform', { position: [1, 2] })).toEqual({ position: [1, 2] });
    expect(own('root', { parent: null, name: 'x' })).toEqual({ name: 'x' });
  });
});
