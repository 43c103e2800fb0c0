/** The entry of the page on which a game is played together with others. The worker's code is handed over as text by the build. */
import { GamePlayer } from '../../runtime/game-player.ts';
import { startPageLog } from '../../runtime/page-log.ts';
import { FailureScreen } from '../../runtime/player-screens.ts';
import { StoredValues } from '../../runtime/stored-values.ts';
import { gameFromJson, type GameData } from '../../schema/game-json.ts';
import type { FromTogether, ToTogether } from './protocol.ts';
import { SessionBar } from './session-bar.ts';

declare const PERIGEE_WORKER_SOURCE: string;

/** What the page says about itself; only readable while this script first runs. */
const { game: gameFile = '', session = '', files = '' } = document.currentScript?.dataset ?? {};

/** What stands in the address: `name`, `watch`, and for panes of the editor `pane`, which keeps seats of one tab apart. */
const wishes = new URLSearchParams(location.search);
const keyName = `perigee.seat ${session} ${wishes.get('pane') ?? ''}`;

/** Kept for the tab: another one is another player. A browser that keeps nothing has the seat as long as the page. */
const seatKey = {
  get(): string {
    try {
      return sessionStorage.getItem(keyName) ?? '';
    } catch {
      return '';
    }
  },
  set(key: string): void {
    try {
      sessionStorage.setItem(keyName, key);
    } catch {
      // Then a reload takes another seat.
    }
  },
};

async function readGame(): Promise<GameData> {
  const answer = await fetch(gameFile).catch(() => {
    throw new Error('Its server cannot be reached. Check the connection and try again.');
  });
  const text = await answer.text();
  if (answer.ok) return gameFromJson(text);
  const { error = '' } = JSON.parse(text || '{}') as { error?: string };
  throw new Error(error || `The server answered ${answer.status}.`);
}

function join(game: GameData): void {
  const bar = new SessionBar(document.body, (ask) => player.say({ kind: 'ask', ask } satisfies ToTogether));
  const screen = new FailureScreen(document.body);
  const url = new URL(session, location.href);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  const stored = new StoredValues(new URL(gameFile, location.href).pathname);
  const log = startPageLog(undefined);
  const player = new GamePlayer(
    game,
    PERIGEE_WORKER_SOURCE,
    stored,
    log,
    {
      begin: (id, project): ToTogether => ({
        kind: 'join',
        id,
        url: url.href,
        project,
        name: wishes.get('name') ?? '',
        key: seatKey.get(),
        watches: wishes.has('watch'),
      }),
      receive(message) {
        const told = message as FromTogether;
        if (told.kind === 'standing') {
          bar.stand(told.standing);
          if (told.standing.phase === 'out') {
            player.rest();
            screen.show({
              title: 'You are not in this game any more',
              text: told.standing.why,
              restart: () => location.reload(),
            });
          }
        } else if (told.kind === 'session') bar.show(told.state);
        else if (told.kind === 'figures') {
          bar.figures(told.figures);
          if (window.parent !== window) window.parent.postMessage(told, location.origin);
        } else if (told.kind === 'seat-key') seatKey.set(told.key);
        return told.kind === 'project' ? told.news : null;
      },
      get again() {
        return bar.host
          ? () => player.say({ kind: 'ask', ask: { kind: 'restart' } } satisfies ToTogether)
          : null;
      },
    },
    (sha256) => `${files}${sha256}`,
  );
  // The editor sets how bad the network of a pane is.
  window.addEventListener('message', ({ data, origin }) => {
    if (origin === location.origin && (data as ToTogether | null)?.kind === 'lag')
      player.say(data as ToTogether);
  });
  player.start();
}

readGame().then(join, (error: Error) => {
  new FailureScreen(document.body).show({
    title: 'The game could not be loaded',
    text: error.message,
    restart: () => location.reload(),
  });
});
