/** Plays attacks in a worker that runs games, over the worker's own protocol: the same in Node and in a browser. */
import type { FromWorker, GameEvent, ToWorker } from '../../src/lib/runtime/protocol.ts';
import type { ProjectData } from '../../src/lib/schema/project.ts';
import { type Attack, attacks, attackScript, hoards } from '../script/attacks.ts';
import { entity, project } from '../engine/scene.ts';

/** A worker as seen from outside. */
export interface Channel {
  post(message: ToWorker): void;
  /** The next message; rejects when the worker has died. */
  next(): Promise<FromWorker>;
}

/** How it begins that scripts keep too much. */
const KEPT = 'the scripts keep';

const scripted = (script: string) =>
  entity([50, 50], [20, 20], { Shape: {}, Script: { script: `behavior/${script}.lua` } });

const good = 'return { on_update = function(e) print("well") end }';

function game(scripts: Record<string, string>): ProjectData {
  const entities = Object.fromEntries(Object.keys(scripts).map((name) => [name, scripted(name)]));
  const data = project(entities, {
    scripts: Object.fromEntries(
      Object.entries(scripts).map(([name, source]) => [`behavior/${name}.lua`, source]),
    ),
  });
  const ball = {
    Ball: { name: 'Ball', root: 'ball', entities: { ball: entity([0, 0], [8, 8], { Shape: {} }) } },
  };
  return { ...data, prefabs: ball as unknown as ProjectData['prefabs'] };
}

/** Waits for a message of which `test` says that it is the one. */
async function until<T>(channel: Channel, test: (message: FromWorker) => T | null): Promise<T> {
  for (;;) {
    const found = test(await channel.next());
    if (found !== null) return found;
  }
}

const isWell = (event: GameEvent): boolean => event.kind === 'log' && event.text === 'well';

/** Resolves once the good behaviour has run in `ticks` frames from here; what goes wrong instead comes back as text. */
async function plays(channel: Channel, id: number, ticks: number): Promise<string> {
  let seen = 0;
  return until(channel, (message) => {
    if (message.id !== id) return null;
    if (message.kind === 'paused' || message.kind === 'failed') return `failed: ${message.error?.message}`;
    if (message.kind === 'frame' && message.events.some(isWell)) seen++;
    return seen >= ticks ? 'plays' : null;
  });
}

/** One attack from start to end; what went wrong, or '' when it was contained. */
async function contain(channel: Channel, attack: Attack, id: number): Promise<string> {
  channel.post({ kind: 'start', id, project: game({ bad: attackScript(attack), good }), scene: 'level' });
  let weighed = false;
  if (attack.ends !== 'harmless') {
    const error = await until(channel, (message) =>
      message.id === id && message.kind === 'paused' ? { error: message.error } : null,
    );
    const { script, line = 0, entity: who, message } = error.error ?? {};
    const isPlaced = (line >= 1 && who === 'bad') || attack.ends === 'too much kept';
    if (script !== 'behavior/bad.lua' || !isPlaced || !message) return `told ${JSON.stringify(error)}`;
    weighed = message.startsWith(KEPT);
    channel.post({ kind: 'disable', entity: 'bad', script });
    channel.post({ kind: 'resume' });
  }
  let after = await plays(channel, id, 2);
  // A slow machine may stop it for the time that it takes, which is another fault: what it keeps is still to be told of, once.
  if (attack.ends === 'too much kept' && !weighed && after.startsWith(`failed: ${KEPT}`)) {
    channel.post({ kind: 'resume' });
    after = await plays(channel, id, 2);
  }
  if (after !== 'plays') return `the next behaviour ${after}`;
  channel.post({ kind: 'start', id: id + 1, project: game({ good }), scene: 'level' });
  const next = await plays(channel, id + 1, 2);
  return next === 'plays' ? '' : `the next game ${next}`;
}

/** Every attack, one after the other in one worker; those that were not contained, with what went wrong. */
export async function runAttacks(channel: Channel): Promise<string[]> {
  const wrong: string[] = [];
  let id = 1;
  for (const [name, attack] of Object.entries({ ...attacks, ...hoards })) {
    const result = await contain(channel, attack, (id += 2)).catch(
      (error: unknown) => `the worker died: ${String(error)}`,
    );
    if (result !== '') wrong.push(`${name}: ${result}`);
    if (result.startsWith('the worker died')) break;
  }
  return wrong;
}

/** A channel whose messages are put in by `receive`, and whose end by `fail`. */
export function queue(post: (message: ToWorker) => void): Channel & {
  receive(message: FromWorker): void;
  fail(error: unknown): void;
} {
  const messages: FromWorker[] = [];
  let waiting: { resolve(message: FromWorker): void; reject(error: unknown): void } | null = null;
  let dead: { error: unknown } | null = null;
  return {
    post,
    next: () =>
      new Promise((resolve, reject) => {
        const message = messages.shift();
        if (message) resolve(message);
        else if (dead) reject(dead.error);
        else waiting = { resolve, reject };
      }),
    receive(message) {
      if (waiting) waiting.resolve(message);
      else messages.push(message);
      waiting = null;
    },
    fail(error) {
      dead = { error };
      waiting?.reject(error);
      waiting = null;
    },
  };
}
