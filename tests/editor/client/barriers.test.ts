import { expect, it } from 'vitest';
import { Barriers } from '../../../src/lib/editor/client/barriers.ts';

function start() {
  const asked: number[] = [];
  const barriers = new Barriers((nonce) => asked.push(nonce));
  return { barriers, asked, saved: () => barriers.made === barriers.durable };
}

it('takes a change as durable only after the answer to a question asked after it', () => {
  const { barriers, asked, saved } = start();
  barriers.changed(true);
  barriers.changed(true);
  expect(asked).toHaveLength(1);
  barriers.answer(asked[0]!);
  // The second change was made after the question.
  expect(saved()).toBe(false);
  expect(asked).toHaveLength(2);
  barriers.answer(asked[1]!);
  expect(saved()).toBe(true);
  expect(asked).toHaveLength(2);
});

it('asks nothing without a connection, and about everything once it is back', () => {
  const { barriers, asked, saved } = start();
  barriers.changed(false);
  barriers.changed(false);
  expect(asked).toEqual([]);
  barriers.synced();
  expect(asked).toHaveLength(1);
  expect(saved()).toBe(false);
  barriers.answer(asked[0]!);
  expect(saved()).toBe(true);
});

it('doubts what this device had before until the server has answered', () => {
  const { barriers, asked, saved } = start();
  barriers.synced();
  expect(saved()).toBe(false);
  barriers.answer(asked[0]!);
  expect(saved()).toBe(true);
});

it('ignores answers to questions of an earlier connection', () => {
  const { barriers, asked, saved } = start();
  barriers.changed(true);
  barriers.lost();
  expect(barriers.answer(asked[0]!)).toBe(false);
  barriers.synced();
  expect(barriers.answer(asked[0]!)).toBe(false);
  expect(saved()).toBe(false);
  expect(barriers.answer(asked[1]!)).toBe(true);
  expect(saved()).toBe(true);
});
