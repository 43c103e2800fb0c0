/** Messages between a page and the worker in which somebody plays together with others. Beside those of any game. */
import type { Ask, SessionState } from '../../net/play/messages.ts';
import type { Lag } from '../../net/play/transport.ts';
import type { FromWorker, ToWorker } from '../../runtime/protocol.ts';
import type { ProjectData } from '../../schema/project.ts';
import type { News } from '../news.ts';
import type { NetworkFigures, Standing } from './game-client.ts';

export type ToTogether =
  | {
      kind: 'join';
      id: number;
      /** Of the session's WebSocket. */
      url: string;
      project: ProjectData;
      name: string;
      /** Of an earlier visit; '' for none. */
      key: string;
      watches?: boolean;
    }
  | { kind: 'ask'; ask: Ask }
  /** A network that is worse than the real one, to see how a game does there. */
  | { kind: 'lag'; lag: Lag }
  | Extract<ToWorker, { kind: 'input' | 'recycle' | 'stop' }>;

export type FromTogether =
  | Extract<FromWorker, { kind: 'frame' | 'ready' }>
  | { kind: 'standing'; id: number; standing: Standing }
  | { kind: 'session'; id: number; state: SessionState }
  | { kind: 'figures'; id: number; figures: NetworkFigures }
  | { kind: 'seat-key'; id: number; key: string }
  | { kind: 'project'; id: number; news: Omit<Extract<News, { kind: 'project' }>, 'kind'> };
