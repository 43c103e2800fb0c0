import { isRecord, isString } from '../../../base/guards.ts';

/** A file, and a line of it or 0, for the window that has the code. */
export interface CodeRequest {
  readonly path: string;
  readonly line: number;
}

export const isCodeRequest = (value: unknown): value is CodeRequest =>
  isRecord(value) && isString(value.path) && typeof value.line === 'number';

/** Between the page of a project and the window that has its code. @param pathname of the project's page */
export const codeChannel = (pathname: string): BroadcastChannel =>
  new BroadcastChannel(`perigee.code.${pathname}`);
