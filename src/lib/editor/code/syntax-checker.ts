import type { SyntaxProblem } from '../../script/check.ts';

export interface SyntaxQuestion {
  id: number;
  source: string;
}

export interface SyntaxAnswer {
  id: number;
  problem: SyntaxProblem | null;
}

/** What a checker needs of a worker. */
export type SyntaxWorker = Pick<Worker, 'postMessage' | 'terminate' | 'addEventListener'>;

/** Asks a worker whether scripts can be read. */
export class SyntaxChecker {
  readonly #worker: SyntaxWorker;
  readonly #answers = new Map<number, (problem: SyntaxProblem | null) => void>();
  #next = 1;

  constructor(worker: SyntaxWorker) {
    this.#worker = worker;
    worker.addEventListener('message', (event) => {
      const { id, problem } = (event as MessageEvent<SyntaxAnswer>).data;
      this.#answers.get(id)?.(problem);
      this.#answers.delete(id);
    });
  }

  /** The first syntax error of a script, `null` for none. */
  check(source: string): Promise<SyntaxProblem | null> {
    const id = this.#next++;
    const question: SyntaxQuestion = { id, source };
    this.#worker.postMessage(question);
    return new Promise((resolve) => this.#answers.set(id, resolve));
  }

  /** Stops the worker; questions that are open stay without answer. */
  dispose(): void {
    this.#answers.clear();
    this.#worker.terminate();
  }
}
