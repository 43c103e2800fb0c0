import { expect, it } from 'vitest';
import { Guesses } from '../../src/lib/server/http/guesses.ts';

const exhaust = (guesses: Guesses, address: string) => {
  for (let i = 0; i < 20; i++) expect(guesses.begin(address)).toBe(0);
};

it('hears nobody from where too many wrong ones came, and everybody else', () => {
  const guesses = new Guesses();
  exhaust(guesses, '10.0.0.7');
  expect(guesses.begin('10.0.0.7')).toBeGreaterThan(0);
  expect(guesses.begin('::ffff:10.0.0.7')).toBeGreaterThan(0);
  expect(guesses.begin('10.0.0.8')).toBe(0);
});

it('takes all addresses of a home for one place, however they are written', () => {
  const guesses = new Guesses();
  exhaust(guesses, '2001:db8:0:7::1');
  expect(guesses.begin('2001:db8:0:7:aaaa:bbbb:cccc:dddd')).toBeGreaterThan(0);
  expect(guesses.begin('2001:db8:0:8::1')).toBe(0);
  exhaust(guesses, '::1');
  expect(guesses.begin('::2')).toBeGreaterThan(0);
});

it('does not count what was right', () => {
  const guesses = new Guesses();
  for (let i = 0; i < 100; i++) {
    expect(guesses.begin('10.0.0.7')).toBe(0);
    guesses.wasRight('10.0.0.7');
  }
});
