/**
 * The entry of a game's page, exported or served: it reads the game and plays it. The worker's code is handed over as
 * text by the build, since a page opened from disk may not load a second file.
 */
import { gameFromJson, type GameData } from '../schema/game-json.ts';
import { GamePlayer } from './game-player.ts';
import { startPageLog } from './page-log.ts';
import { FailureScreen } from './player-screens.ts';
import { StoredValues } from './stored-values.ts';

declare const PERIGEE_WORKER_SOURCE: string;

/** What the page says about itself; only readable while this script first runs. */
const { game: gameFile = '', logs: logsTo } = document.currentScript?.dataset ?? {};

async function readGame(): Promise<GameData> {
  const inline = document.getElementById('perigee-game');
  if (inline) return gameFromJson(inline.textContent ?? '');
  const answer = await fetch(gameFile).catch(() => {
    throw new Error('Its server cannot be reached. Check the connection and try again.');
  });
  const text = await answer.text();
  if (answer.ok) return gameFromJson(text);
  throw new Error(reasonIn(text) || `The server answered ${answer.status}.`);
}

/** The sentence of a server that refuses; empty where it gives none. */
function reasonIn(answer: string): string {
  try {
    return String((JSON.parse(answer) as { error?: unknown }).error ?? '');
  } catch {
    return '';
  }
}

const log = startPageLog(logsTo);

async function play(): Promise<void> {
  let game: GameData;
  try {
    game = await readGame();
  } catch (error) {
    log('error', 'page', (error as Error).message);
    new FailureScreen(document.body).show({
      title: 'The game could not be loaded',
      text: (error as Error).message,
      restart: () => location.reload(),
    });
    return;
  }
  // Many games may be served from one address: each one's own file tells them apart, a file from disk only its name.
  const stored = new StoredValues(gameFile ? new URL(gameFile, location.href).pathname : game.project.name);
  new GamePlayer(game, PERIGEE_WORKER_SOURCE, stored, log).start();
}

void play();
