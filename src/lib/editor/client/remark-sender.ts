import { encodeSaid, readSaidAnswer, type SaidRemark } from '../../net/said.ts';
import { MessageType } from '../../net/wire.ts';
import type { ProjectConnection } from './project-connection.ts';

const NO_CONNECTION =
  'There is no connection: who may only look can comment as soon as the server is reached again.';
const LOST = 'The connection was lost on the way. Send it once more: it will not be said twice.';

/** Sends what people say who may not write in the project. */
export class RemarkSender {
  readonly #connection: ProjectConnection;
  readonly #send: (frame: Uint8Array<ArrayBuffer>) => boolean;
  readonly #waiting = new Map<string, (problem: string) => void>();
  readonly #stop: () => void;

  constructor(connection: ProjectConnection) {
    this.#connection = connection;
    this.#send = connection.speak(MessageType.said, (decoder) => {
      const { id, problem } = readSaidAnswer(decoder);
      this.#answer(id, problem);
    });
    this.#stop = connection.onStatus(() => {
      if (!connection.mayComment) for (const id of [...this.#waiting.keys()]) this.#answer(id, LOST);
    });
  }

  /** Resolves to why it was not taken, as a sentence; '' when it is kept. */
  say(said: SaidRemark): Promise<string> {
    return new Promise((resolve) => {
      this.#waiting.set(said.id, resolve);
      if (!this.#connection.mayComment || !this.#send(encodeSaid(said))) this.#answer(said.id, NO_CONNECTION);
    });
  }

  dispose(): void {
    this.#stop();
    this.#waiting.clear();
  }

  #answer(id: string, problem: string): void {
    const resolve = this.#waiting.get(id);
    this.#waiting.delete(id);
    resolve?.(problem);
  }
}
