import { expect, it } from 'vitest';
import { Disposer } from '../../src/lib/base/disposer.ts';

it('runs teardown once, last added first, and at once when it is already disposed', () => {
  const calls: string[] = [];
  const disposer = new Disposer();
  disposer.add(() => calls.push('first'));
  disposer.add(() => calls.push('second'));
  disposer.dispose();
  disposer.dispose();
  disposer.add(() => calls.push('late'));
  expect(calls).toEqual(['second', 'first', 'late']);
  expect(disposer.disposed).toBe(true);
});

it('takes listeners away again', () => {
  const target = new EventTarget();
  const disposer = new Disposer();
  let heard = 0;
  disposer.listen(target, 'ping', () => heard++);
  target.dispatchEvent(new Event('ping'));
  disposer.dispose();
  target.dispatchEvent(new Event('ping'));
  expect(heard).toBe(1);
});
