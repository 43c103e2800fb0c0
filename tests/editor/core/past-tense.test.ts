import { expect, it } from 'vitest';
import { inPast } from '../../../src/lib/editor/core/past-tense.ts';

it.each([
  ['Move 3 entities', 'moved 3 entities'],
  ['Paint 12 tiles', 'painted 12 tiles'],
  ['Add a comment', 'added a comment'],
  ['Apply overrides to Tree', 'applied overrides to Tree'],
  ['Set bookmark 3', 'set bookmark 3'],
  ['Flip Hero', 'flipped Hero'],
  ['Draw rectangle', 'drew rectangle'],
  ['Delete', 'deleted'],
  ['Undo: Move Hero', 'took back: Move Hero'],
  ['', ''],
  ['3 things', '3 things'],
])('the order “%s” is “%s” once it is done', (order, done) => expect(inPast(order)).toBe(done));
