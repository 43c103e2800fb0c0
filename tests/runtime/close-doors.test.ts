import { expect, it } from 'vitest';
import { closeDoors } from '../../src/lib/runtime/close-doors.ts';

it('leaves a worker the language, a clock, and a way to answer, whatever the browser has besides', () => {
  class EventTarget {
    addEventListener() {}
  }
  class WorkerScope extends EventTarget {
    fetch() {}
    setTimeout() {}
    get indexedDB() {
      return 1;
    }
  }
  const scope = Object.assign(new WorkerScope(), {
    Math,
    postMessage() {},
    WebSocket: class {},
    apiOfTomorrow: 1,
  });
  Object.defineProperty(scope, 'fixed', { value: 1, configurable: false });
  expect(closeDoors(scope)).toEqual(['fixed']);
  expect(['Math', 'postMessage', 'setTimeout'].every((name) => name in scope)).toBe(true);
  const doors = ['fetch', 'indexedDB', 'WebSocket', 'apiOfTomorrow', 'addEventListener'];
  expect(doors.filter((name) => name in scope)).toEqual([]);
  expect('toString' in {}).toBe(true);
});
