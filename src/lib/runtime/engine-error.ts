import type { ScriptError } from './protocol.ts';

/** A failure outside of any script, in the shape of a script error. */
export function engineError(error: unknown): ScriptError {
  const { message, stack = '' } = error instanceof Error ? error : new Error(String(error));
  return {
    script: '',
    line: 0,
    message: `The game cannot go on: ${message}.`,
    traceback: stack,
    entity: '',
    entityName: '',
    locals: [],
  };
}
