import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Watchdog } from '../../src/lib/runtime/watchdog.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('is patient with a start, and tells once', () => {
  const silent = vi.fn();
  new Watchdog(silent).start();
  vi.advanceTimersByTime(14_000);
  expect(silent).not.toHaveBeenCalled();
  vi.advanceTimersByTime(60_000);
  expect(silent.mock.calls).toEqual([['start']]);
});

it('gives a game that plays two seconds since its last word', () => {
  const silent = vi.fn();
  const watchdog = new Watchdog(silent);
  watchdog.start();
  for (let second = 0; second < 10; second++) {
    watchdog.heard();
    vi.advanceTimersByTime(1700);
  }
  expect(silent).not.toHaveBeenCalled();
  vi.advanceTimersByTime(500);
  expect(silent.mock.calls).toEqual([['play']]);
});

it('is as patient as it is told to be', () => {
  const silent = vi.fn();
  const watchdog = new Watchdog(silent, { patience: 1000 });
  watchdog.start();
  watchdog.heard();
  vi.advanceTimersByTime(750);
  expect(silent).not.toHaveBeenCalled();
  vi.advanceTimersByTime(250);
  expect(silent.mock.calls).toEqual([['play']]);
});

it('expects nothing while stopped, and starts anew', () => {
  const silent = vi.fn();
  const watchdog = new Watchdog(silent);
  watchdog.start();
  watchdog.heard();
  watchdog.stop();
  vi.advanceTimersByTime(60_000);
  expect(silent).not.toHaveBeenCalled();
  watchdog.start();
  vi.advanceTimersByTime(60_000);
  expect(silent.mock.calls).toEqual([['start']]);
});

it('does not count while the page is in the background', () => {
  const silent = vi.fn();
  let asleep = true;
  const watchdog = new Watchdog(silent, { asleep: () => asleep });
  watchdog.start();
  watchdog.heard();
  vi.advanceTimersByTime(60_000);
  expect(silent).not.toHaveBeenCalled();
  asleep = false;
  vi.advanceTimersByTime(2000);
  expect(silent).toHaveBeenCalledOnce();
});
