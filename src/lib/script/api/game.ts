/** The game as a whole: score, end, time, scenes, messages, sound. */
import { ScriptFault } from '../vm.ts';
import { define, entity, number, text, type ApiFunction, type LuaValue, mustBeKeepable } from './define.ts';

/** A value as one line of a log. */
export function describe(value: LuaValue): string {
  if (value === null || value === undefined) return 'nil';
  if (typeof value !== 'object') return String(value);
  if ('slot' in value && typeof value.slot === 'number') return String(value.id);
  if (Array.isArray(value)) return `{${(value as readonly LuaValue[]).map(describe).join(', ')}}`;
  return `{${Object.entries(value)
    .map(([key, item]) => `${key} = ${describe(item as LuaValue)}`)
    .join(', ')}}`;
}

const data = {
  name: 'data',
  type: 'any',
  doc: 'a value or table of values for on_message',
  optional: true,
} as const;

export const gameFunctions: readonly ApiFunction[] = [
  define({
    name: 'get_score',
    group: 'game',
    doc: 'The score.',
    params: [],
    returns: { type: 'number', doc: '0 at the start' },
    example: 'local score = ams.get_score()',
    run: ({ world }) => world.score,
  }),
  define({
    name: 'add_score',
    group: 'game',
    doc: 'Adds to the score.',
    params: [number('points', 'may be negative')],
    example: 'local before = ams.get_score()\nams.add_score(10)\nassert(ams.get_score() == before + 10)',
    run({ world, undo }, points) {
      const before = world.score;
      undo(() => (world.score = before));
      if (!Number.isFinite(before + points))
        throw new ScriptFault('the score would no longer be a finite number');
      world.score += points;
    },
  }),
  define({
    name: 'get_lives',
    group: 'game',
    doc: 'The lives that the player has left, a number that scripts use as they like.',
    params: [],
    returns: { type: 'number', doc: '3 at the start' },
    example: 'assert(ams.get_lives() == 3)',
    run: ({ world }) => world.game.lives,
  }),
  define({
    name: 'set_lives',
    group: 'game',
    doc: 'Changes the lives. Nothing happens at 0 by itself.',
    params: [number('lives', 'the new number')],
    example:
      'ams.set_lives(ams.get_lives() - 1)\nif ams.get_lives() <= 0 then ams.lose("No lives left.") end',
    run({ world, undo }, lives) {
      const before = world.game.lives;
      undo(() => (world.game.lives = before));
      world.game.lives = lives;
    },
  }),
  define({
    name: 'get_value',
    group: 'game',
    doc: 'A value that set_value has set for all scripts of the game.',
    params: [
      text('key', 'its name'),
      { name: 'default', type: 'any', doc: 'returned when there is none', optional: true },
    ],
    returns: { type: 'value', doc: 'the value, else `default`' },
    example: 'local wave = ams.get_value("wave", 1)\nassert(wave == 1)',
    run: ({ world }, key, otherwise): LuaValue => world.game.values.get(key) ?? otherwise,
  }),
  define({
    name: 'set_value',
    group: 'game',
    doc: 'Keeps a number, text or boolean for all scripts of the game, also in the next scene.',
    params: [text('key', 'its name'), { name: 'value', type: 'value', doc: 'nil removes it' }],
    example: 'ams.set_value("wave", 2)\nassert(ams.get_value("wave") == 2)',
    run({ world, undo }, key, value) {
      const { values } = world.game;
      mustBeKeepable('set_value', values, key, value);
      const before = values.get(key) ?? null;
      const put = (next: typeof value) => (next === null ? values.delete(key) : values.set(key, next));
      undo(() => put(before));
      put(value);
    },
  }),
  define({
    name: 'pause',
    group: 'game',
    doc: 'Stops time from the next tick on: updates, timers, tweens and physics stand still. Input actions and `on_paused` still run.',
    params: [],
    example: 'if ams.was_key_pressed("Escape") then ams.pause() end',
    run: ({ world, later }) => later(() => (world.game.paused = true)),
  }),
  define({
    name: 'resume',
    group: 'game',
    doc: 'Lets time go on from the next tick on, after ams.pause.',
    params: [],
    example: 'ams.resume()',
    run: ({ world, later }) => later(() => (world.game.paused = false)),
  }),
  define({
    name: 'is_paused',
    group: 'game',
    doc: 'Whether a script has paused the game.',
    params: [],
    returns: { type: 'boolean', doc: 'true between ams.pause and ams.resume' },
    example: 'assert(not ams.is_paused())',
    run: ({ world }) => world.game.paused,
  }),
  define({
    name: 'restart',
    group: 'game',
    doc: 'Begins the game again from its first scene at the end of the tick: score, lives and values are as at the start. What is stored stays.',
    params: [],
    example: 'if ams.was_key_pressed("KeyR") then ams.restart() end',
    run: ({ world, later }) => later(() => world.restart()),
  }),
  define({
    name: 'restart_scene',
    group: 'game',
    doc: 'Begins the current scene again at the end of the tick; score, lives and values stay.',
    params: [],
    example: 'if e.y > 2000 then ams.restart_scene() end',
    run: ({ world, later }) => later(() => world.loadScene(world.scene)),
  }),
  define({
    name: 'get_scene',
    group: 'game',
    doc: 'The name of the scene that plays.',
    params: [],
    returns: { type: 'string', doc: 'its name' },
    example: 'if ams.get_scene() == "Boss" then ams.camera_follow(e) end',
    run: ({ world }) => world.sceneName,
  }),
  define({
    name: 'win',
    group: 'game',
    doc: 'Ends the game as won.',
    params: [{ name: 'message', type: 'string', doc: 'shown to the player', optional: true }],
    example: 'if ams.get_score() >= 1000 then ams.win("You did it!") end',
    run({ world, later }, message) {
      later(() => world.finish('won', message ?? ''));
    },
  }),
  define({
    name: 'lose',
    group: 'game',
    doc: 'Ends the game as lost.',
    params: [{ name: 'message', type: 'string', doc: 'shown to the player', optional: true }],
    example: 'if e.y > 5000 then ams.lose("You fell.") end',
    run({ world, later }, message) {
      later(() => world.finish('lost', message ?? ''));
    },
  }),
  define({
    name: 'get_state',
    group: 'game',
    doc: 'Whether the game goes on.',
    params: [],
    returns: { type: 'string', doc: '"playing", "won" or "lost"' },
    example: 'assert(ams.get_state() == "playing")',
    run: ({ world }) => world.state,
  }),
  define({
    name: 'load_scene',
    group: 'game',
    doc: 'Goes to another scene at the end of the tick. The script goes on until then.',
    params: [text('name', 'name of the scene')],
    example: 'if ams.get_score() > 500 then ams.load_scene("Level 2") end',
    run({ world, later, where }, name) {
      const { script, line } = where();
      later(() => {
        if (!world.loadScene(name)) world.log('error', `There is no scene "${name}" to load.`, script, line);
      });
    },
  }),
  define({
    name: 'get_time',
    group: 'game',
    doc: 'Seconds since the game began, counted in ticks: the same in every run.',
    params: [],
    returns: { type: 'number', unit: 's', doc: '0 at the start' },
    example: 'e.y = e.y + math.sin(ams.get_time() * 4)',
    run: ({ world }) => world.time,
  }),
  define({
    name: 'get_screen_width',
    group: 'game',
    doc: 'Width of what the player sees at zoom 1.',
    params: [],
    returns: { type: 'number', unit: 'px', doc: 'the width' },
    example: 'if e.x > ams.get_screen_width() then e.x = 0 end',
    run: ({ world }) => world.screen.width,
  }),
  define({
    name: 'get_screen_height',
    group: 'game',
    doc: 'Height of what the player sees at zoom 1.',
    params: [],
    returns: { type: 'number', unit: 'px', doc: 'the height' },
    example: 'if e.y > ams.get_screen_height() then e.y = 0 end',
    run: ({ world }) => world.screen.height,
  }),
  define({
    name: 'play_sound',
    group: 'game',
    doc: 'Plays a sound once.',
    params: [
      text('sound', 'id of the asset'),
      { ...number('volume', '0 silent to 1 full; 1 when left out'), optional: true },
    ],
    example: 'ams.play_sound("jump", 0.5)',
    run({ world, later }, sound, volume) {
      later(() => world.playSound(sound, Math.min(1, Math.max(0, volume ?? 1))));
    },
  }),
  define({
    name: 'schedule',
    group: 'game',
    doc: 'Calls a function of this script later: `callback(e)`.',
    params: [
      number('delay', 'from now on; 0 is the next tick', 's'),
      text('callback', 'name of a function in the table that the script returns'),
      { ...entity, optional: true, doc: 'the entity it is called with; the own one when left out' },
    ],
    example: 'ams.schedule(0.5, "on_update", e)',
    run({ schedule }, delay, callback, e) {
      if (delay < 0)
        throw new ScriptFault(`bad argument #1 to 'schedule' (a delay cannot be negative: ${delay})`);
      schedule(delay, callback, e ?? null);
    },
  }),
  define({
    name: 'emit',
    group: 'messages',
    doc: 'Calls `on_message(target, name, data)` of the behaviours of an entity, later in this tick.',
    params: [{ name: 'target', type: 'entity', doc: 'who gets it' }, text('name', 'of the message'), data],
    example: 'ams.emit(e, "hit", { damage = 2, by = ams.find("Other") })',
    run: ({ send }, target, name, content) => send([target], name, content),
  }),
  define({
    name: 'emit_to_tag',
    group: 'messages',
    doc: 'Sends a message to all entities with a tag.',
    params: [text('tag', 'the tag'), text('name', 'of the message'), data],
    example: 'ams.emit_to_tag("enemy", "alarm")',
    run: ({ send, world }, tag, name, content) => send(world.byTag(tag), name, content),
  }),
  define({
    name: 'emit_to_all',
    group: 'messages',
    doc: 'Sends a message to all entities.',
    params: [text('name', 'of the message'), data],
    example: 'ams.emit_to_all("night_falls", 3)',
    run: ({ send, world }, name, content) => send(world.entities(), name, content),
  }),
  define({
    name: 'log',
    group: 'game',
    doc: 'Writes to the console.',
    params: [{ name: 'message', type: 'any', doc: 'a text, number, entity or table' }],
    example: 'ams.log("at " .. e.x)\nams.log({ health = ams.get_health(e) })',
    run({ world, where }, message) {
      const { script, line } = where();
      world.log('info', describe(message), script, line);
    },
  }),
];
