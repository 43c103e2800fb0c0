/** Marks in a script: what cannot be read, as it is typed, and the line at which a running script failed. */
import type { SyntaxProblem } from '../../script/check.ts';
import { MarkerSeverity, Range, editor } from './monaco.ts';

const OWNER = 'perigee-syntax';

/** Marks a syntax error, or takes the mark away. Without a column the whole line is marked. */
export function markSyntax(model: editor.ITextModel, problem: SyntaxProblem | null): void {
  if (!problem) return editor.setModelMarkers(model, OWNER, []);
  const lineNumber = Math.min(Math.max(1, problem.line), model.getLineCount());
  const firstColumn = model.getLineFirstNonWhitespaceColumn(lineNumber) || 1;
  const endColumn = model.getLineMaxColumn(lineNumber);
  const column = problem.column > 0 ? Math.min(problem.column, endColumn) : firstColumn;
  const word = problem.column > 0 ? model.getWordAtPosition({ lineNumber, column }) : null;
  editor.setModelMarkers(model, OWNER, [
    {
      severity: MarkerSeverity.Error,
      message: problem.message,
      startLineNumber: lineNumber,
      // An empty place cannot be underlined: the line is.
      startColumn: word?.startColumn ?? (column < endColumn ? column : firstColumn),
      endLineNumber: lineNumber,
      endColumn: word?.endColumn ?? endColumn,
    },
  ]);
}

/** How a failed line looks: tinted, with the message behind it and in its hover. */
export function failedLine(
  model: editor.ITextModel,
  line: number,
  message: string,
): editor.IModelDeltaDecoration {
  const lineNumber = Math.min(Math.max(1, line), model.getLineCount());
  return {
    range: new Range(lineNumber, 1, lineNumber, model.getLineMaxColumn(lineNumber)),
    options: {
      isWholeLine: true,
      className: 'script-error-line',
      linesDecorationsClassName: 'script-error-edge',
      hoverMessage: { value: message },
      after: {
        content: `  ${message.split('\n')[0]!.slice(0, 200)}`,
        inlineClassName: 'script-error-message',
      },
      overviewRuler: { color: { id: 'editorError.foreground' }, position: editor.OverviewRulerLane.Full },
    },
  };
}
