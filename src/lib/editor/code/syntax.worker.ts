/** Checks the syntax of scripts beside the page, so that typing stays smooth however long a script is. */
import { checkSyntax } from '../../script/check.ts';
import type { SyntaxAnswer, SyntaxQuestion } from './syntax-checker.ts';

self.onmessage = ({ data }: MessageEvent<SyntaxQuestion>) => {
  const answer: SyntaxAnswer = { id: data.id, problem: checkSyntax(data.source) };
  self.postMessage(answer);
};
