import { GameSession } from '../../src/lib/runtime/game-session.ts';
import type { Frame, FromWorker, ToWorker } from '../../src/lib/runtime/protocol.ts';

/** A session whose clock is in the hand of the test. */
export function sessionStage() {
  const sent: FromWorker[] = [];
  let now = 0;
  let due: { at: number; callback: () => void } | null = null;
  const session = new GameSession({
    post: (message) => sent.push(message),
    clock: () => now,
    after: (ms, callback) => {
      const entry = { at: now + ms, callback };
      due = entry;
      return () => {
        if (due === entry) due = null;
      };
    },
  });
  const pass = (ms: number) => {
    const end = now + ms;
    while (due && due.at <= end) {
      const { at, callback } = due;
      due = null;
      now = at;
      callback();
    }
    now = end;
  };
  const frames = () => sent.filter((message): message is Frame => message.kind === 'frame');
  return {
    sent,
    pass,
    frames,
    idle: () => due === null,
    say: (message: ToWorker) => session.receive(message),
  };
}
