import { encodeRemark, readRemarkAnswer, type SaidRemark } from '../../net/remark-wire.ts';
import { MessageType } from '../../net/wire.ts';
import type { ProjectConnection } from './project-connection.ts';

const NO_CONNECTION =
  'There is no connection: who may only look can comment as soon as the server is reached again.';
const LOST = 'The connection was lost on the way. Send it once more: it will not be said twice.';

const sentence = (reason: string): string =>
  reason === '' ? '' : `${reason[0]!.toUpperCase()}${reason.slice(1)}.`;

/** Sends what people say who may not write in the project. */
export class RemarkSender {
  readonly #connection: ProjectConnection;
  readonly #send: (frame: Uint8Array<ArrayBuffer>) => boolean;
  readonly #waiting = new Map<number, (problem: string) => void>();
  readonly #stop: () => void;
  #nonce = 0;

  constructor(connection: ProjectConnection) {
    this.#connection = connection;
    this.#send = connection.speak(MessageType.remark, (decoder) => {
      const { nonce, refused } = readRemarkAnswer(decoder);
      this.#answer(nonce, sentence(refused));
    });
    this.#stop = connection.onStatus(() => {
      if (!connection.mayComment) for (const nonce of [...this.#waiting.keys()]) this.#answer(nonce, LOST);
    });
  }

  /** Resolves to why it was not taken, as a sentence; '' when it is kept. */
  say(said: SaidRemark): Promise<string> {
    const nonce = ++this.#nonce;
    return new Promise((resolve) => {
      this.#waiting.set(nonce, resolve);
      if (!this.#connection.mayComment || !this.#send(encodeRemark(nonce, said)))
        this.#answer(nonce, this.#connection.gone === null ? NO_CONNECTION : this.#connection.statusText);
    });
  }

  dispose(): void {
    this.#stop();
    this.#waiting.clear();
  }

  #answer(nonce: number, problem: string): void {
    const resolve = this.#waiting.get(nonce);
    this.#waiting.delete(nonce);
    resolve?.(problem);
  }
}
