/** Messages between the server and the thread that runs a session. */
import type { SessionState } from '../../net/play/messages.ts';
import type { LiveEdit } from '../../runtime/protocol.ts';
import type { ProjectData } from '../../schema/project.ts';
import type { SentAway } from '../../together/play-session.ts';

export type ToThread =
  /** Begins a game, or begins it anew. */
  | { kind: 'begin'; project: ProjectData; scene: string }
  | { kind: 'connect'; connection: number; host: boolean }
  | { kind: 'disconnect'; connection: number }
  | { kind: 'message'; connection: number; bytes: Uint8Array }
  | { kind: 'edit'; edits: readonly LiveEdit[] }
  | { kind: 'stop' };

export type FromThread =
  | { kind: 'send'; connection: number; bytes: Uint8Array<ArrayBuffer> }
  | { kind: 'close'; connection: number; why: SentAway }
  | { kind: 'state'; state: SessionState }
  | { kind: 'restart' }
  | { kind: 'log'; level: 'info' | 'warn' | 'error'; text: string; script?: string; line?: number }
  /** About twice a second. @property ticks played since the last one, and the milliseconds that each took */
  | { kind: 'alive'; tick: number; took: readonly number[] };
