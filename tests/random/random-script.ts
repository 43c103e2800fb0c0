/** Random behaviours that keep state in every place that Lua has, and use whatever the API offers. */
import { api } from '../../src/lib/script/api.ts';
import type { ApiFunction } from '../../src/lib/script/api/define.ts';
import type { Dice } from './dice.ts';

/** Names that scripts can find in the project they are made for. */
export interface ScriptNames {
  prefabs: readonly string[];
  scenes: readonly string[];
  entities: readonly string[];
  tags: readonly string[];
  layers: readonly string[];
  collisionLayers: readonly string[];
}

/** They lead to calls of hooks: in a hook that they call, each call would make more of them. */
const spreading = new Set(['emit', 'emit_to_tag', 'emit_to_all', 'schedule', 'tween', 'spawn']);

/** They end a scene or a game, or stop time: few scripts call them, and seldom. */
const drastic = new Set(['load_scene', 'restart', 'restart_scene', 'win', 'lose', 'pause', 'destroy']);

const easings = ['linear', 'ease_in_out', 'bounce', 'elastic', 'back'];
const keys = ['"a"', '"b"', '"count"'];

/** A behaviour with all hooks, as text. */
export function randomScript(dice: Dice, names: ScriptNames): string {
  const writer = new Writer(dice, names);
  return writer.script();
}

class Writer {
  readonly #calls: readonly ApiFunction[];

  constructor(
    private readonly dice: Dice,
    private readonly names: ScriptNames,
  ) {
    // A few functions, used often, rather than all of them seldom: so states come about that hold.
    const usual = api.filter(({ name }) => !drastic.has(name) && !spreading.has(name));
    this.#calls = dice.some(4, 12, () => dice.pick(usual));
  }

  script(): string {
    const { dice } = this;
    const endings = api.filter(({ name }) => drastic.has(name));
    return `local M = { kept = { n = 0, list = {}, by_id = {} } }
M.properties = { speed = { default = ${dice.between(-80, 80)} }, label = { default = "x" } }
local count, total, flag = 0, 0.5, false
local rows = { { v = 1 }, { v = 2 } }
rows[1].other = rows[2]
local weak = setmetatable({}, { __index = rows[1] })
local counter = (function()
  local n = 0
  return function(by) n = n + by; return n end
end)()
local shared = {}
M.shared = shared

local function try(f, ...)
  local ok, value = pcall(f, ...)
  if ok and type(value) == "number" and value == value then total = (total + value) % 1000 end
  return ok and value or nil
end

function M.on_spawn(e, props)
  M.kept.n = M.kept.n + 1
  M.kept.by_id[ams.get_name(e) .. M.kept.n] = { at = ams.get_time(), e = e }
${this.#statements(1, 4)}
end

function M.on_update(e, dt, props)
  count = count + 1
${this.#statements(2, 6)}
  if count % ${dice.whole(3, 40)} == 0 then
${this.#statements(1, 3)}
  end
  if count > ${dice.whole(80, 400)} and ams.random() < 0.01 then
    ${this.#call(dice.pick(endings))}
  end
end

function M.on_collision(e, other, contact, props)
  shared[#shared % 20 + 1] = contact.impulse
${this.#statements(0, 2)}
end

function M.on_collision_stay(e, other, contact, props)
  flag = not flag
${this.#statements(0, 1)}
end

function M.on_collision_end(e, other, props)
  total = total + 1
${this.#statements(0, 1)}
end

function M.on_message(e, name, data, props)
  rows[1].v = rows[1].v + 1
${this.#statements(0, 2, false)}
end

function M.later(e, props)
  rows[2].v = rows[2].v + counter(2)
${this.#statements(1, 3, false)}
end

function M.on_destroy(e, props)
  M.kept.n = M.kept.n - 1
${this.#statements(0, 2)}
end

function M.on_paused(e, dt, props)
  count = count + 1
  if count % 5 == 0 then ams.resume() end
end

return M
`;
  }

  /** @param spread whether they may lead to calls of other hooks */
  #statements(low: number, high: number, spread = true): string {
    return this.dice.some(low, high, () => `  ${this.#statement(spread)}`).join('\n');
  }

  #statement(spread: boolean): string {
    const { dice, names } = this;
    const number = () => dice.between(-200, 200);
    const quiet: (() => string)[] = [
      () => `e.x = e.x + props.speed / ${dice.whole(20, 90)}`,
      () => `e.vx = e.vx + ${dice.between(-20, 20)}`,
      () =>
        `if ams.is_input_down("${dice.pick(['left', 'right', 'jump', 'fire'])}") then e.vy = ${number()} end`,
      () =>
        `if ams.was_input_pressed("${dice.pick(['jump', 'fire'])}") then ams.add_score(${dice.whole(1, 9)}) end`,
      () => `if ams.was_input_released("left") then rows[1].v = -rows[1].v end`,
      () => `props.speed = props.speed + ${dice.between(-2, 2)}`,
      () => `props.seen = { at = ams.get_time(), n = count }`,
      () => `props.label = props.label:sub(1, 20) .. "${dice.pick(['a', 'b'])}"`,
      () => `M.kept.list[#M.kept.list % 12 + 1] = { x = e.x, y = e.y, of = M.kept.list[1] and true }`,
      () => `if #M.kept.list > 10 then M.kept.list = {} end`,
      () =>
        `for k, v in pairs(M.kept.by_id) do if not ams.is_alive(v.e) then M.kept.by_id[k] = nil break end end`,
      () => `shared[${dice.pick(keys)}] = (shared[${dice.pick(keys)}] or 0) + 1`,
      () => `rows[#rows + 1] = { v = count }  if #rows > 8 then table.remove(rows, 2) end`,
      () => `total = (total + counter(1) * ams.random()) % 97`,
      () => `M["made" .. count % 3] = function() count = count + 1; return rows end`,
      () => `if M.made1 then M.made1() end`,
      () => `ams.set_prop(e, ${dice.pick(keys)}, total + count)`,
      () => `ams.set_prop(e, ${dice.pick(keys)}, flag)`,
      () => `ams.set_prop(e, "count", (ams.get_prop(e, "count") or 0) + 1)`,
      () => `ams.set_value(${dice.pick(keys)}, count % 7 == 0 and "seven" or total)`,
      () => `total = (total + (tonumber(ams.get_value(${dice.pick(keys)}, 1)) or 0)) % 89`,
      () => `ams.store(${dice.pick(keys)}, count % ${dice.whole(2, 9)})`,
      () => `e.rotation = e.rotation + (ams.load(${dice.pick(keys)}, 0) or 0)`,
      () =>
        `if count % ${dice.whole(10, 50)} == 0 then local t = ams.get_entities_by_tag("spawned") ` +
        `if #t > 3 then ams.destroy(t[1 + math.floor(ams.random() * #t)]) end end`,
      () => `ams.apply_impulse(e, ${number()}, ${number()})`,
      () => `ams.set_velocity(e, ${number()}, ${number()})`,
      () =>
        `if count % 50 == 0 then try(ams.add_joint, e, "rope", "${dice.pick(names.entities)}", { length = 90 }) end`,
      () =>
        `if count % 60 == 0 then for _, j in ipairs(ams.get_joints(e)) do ams.remove_joint(j) break end end`,
      () =>
        `if count % 45 == 0 then M.grab = ams.grab(e, e.x, e.y) end if M.grab then ams.pull_to(M.grab, ${number()}, ${number()}) end`,
      () =>
        `if count % ${dice.whole(20, 60)} == 0 then try(ams.set_parent, e, "${dice.pick(names.entities)}", 20, ${number()}) end`,
      () => `if count % 35 == 0 then ams.detach_from_parent(e) end`,
      () =>
        `if count % 25 == 0 then ams.set_body_type(e, "${dice.pick(['static', 'dynamic', 'kinematic'])}") end`,
      () => `ams.camera_follow(e, ${dice.pick([0, 0.2, 1])})`,
      () => `if count % 40 == 0 then ams.shake_camera(8, 0.5) end`,
      () => `ams.draw_line(e.x, e.y, ${number()}, ${number()}, "#ff0000")`,
      () => `if count % 20 == 0 then ams.log("at " .. count .. " " .. e.x) end`,
      () =>
        `local hit = ams.raycast(e.x, e.y, e.x + ${number()}, e.y + 300, e) if hit then total = hit.x % 50 end`,
      () => `if ams.is_grounded(e) then flag = not flag end`,
      () =>
        `local near = ams.nearest(e.x, e.y, "${dice.pick(names.tags)}", e) if near then rows[1].near = near end`,
      () =>
        `if rows[1].near and ams.is_alive(rows[1].near) then total = (total + ams.get_x(rows[1].near)) % 61 end`,
      () => `if count % 15 == 0 then ams.set_z(e, count % 4) end`,
      () => `total = total + weak.v`,
      ...Array.from({ length: 12 }, () => () => this.#call(dice.pick(this.#calls))),
    ];
    const loud: (() => string)[] = [
      () => `ams.schedule(${dice.between(0, 1.5)}, "later"${dice.chance(0.3) ? ', e' : ''})`,
      () => `ams.emit(e, "self", { n = count, list = { 1, 2, ${number()} } })`,
      () => `ams.emit_to_tag("${dice.pick(names.tags)}", "hey", total)`,
      () => `if count % 30 == 0 then ams.emit_to_all("all", "text") end`,
      () =>
        `if count % ${dice.whole(5, 40)} == 0 then ams.tween(e, "${dice.pick(['x', 'y', 'rotation', 'width', 'alpha'])}", ` +
        `${dice.between(0, 300)}, ${dice.between(0.1, 2)}, "${dice.pick(easings)}"${dice.chance(0.6) ? ', "later"' : ''}) end`,
      () =>
        `if count % ${dice.whole(6, 30)} == 0 and ams.count_entities_by_tag("spawned") < 25 then ` +
        `ams.spawn("${dice.pick(names.prefabs)}", e.x + ${number()}, e.y - ${dice.whole(0, 90)}, ${number()}, ${number()}) end`,
    ];
    return dice.pick(spread && dice.chance(0.3) ? loud : quiet)();
  }

  /** A call with arguments of the right types, which may be refused all the same. */
  #call({ name, params }: ApiFunction): string {
    const given = params.filter(({ optional }) => !optional || this.dice.chance(0.5));
    // What comes after one that is left out would take its place.
    const end = params.findIndex((param) => !given.includes(param));
    const args = (end < 0 ? params : params.slice(0, end)).map((param) => this.#argument(param));
    return `try(${[`ams.${name}`, ...args].join(', ')})`;
  }

  #argument({ name, type, min = -500, max = 500, options }: ApiFunction['params'][number]): string {
    const { dice, names } = this;
    const low = Math.max(min, -500);
    const high = Math.max(low, Math.min(max, 500));
    switch (type) {
      case 'entity':
        return dice.chance(0.6) ? 'e' : `"${dice.pick(names.entities)}"`;
      case 'number':
        return String(dice.between(low, high));
      case 'integer':
        return String(dice.whole(Math.max(low, -20), Math.min(high, 20)));
      case 'boolean':
        return String(dice.chance(0.5));
      case 'string':
        return `"${options ? dice.pick(options) : this.#text(name)}"`;
      case 'value':
      case 'any':
        return dice.pick(['1', '"text"', 'true', `{ "${dice.pick(names.collisionLayers)}" }`, 'count']);
    }
  }

  #text(param: string): string {
    const { dice, names } = this;
    const known: Readonly<Record<string, readonly string[]>> = {
      type: names.prefabs,
      name: [...names.scenes, ...names.entities],
      tag: names.tags,
      layer: [...names.layers, ...names.collisionLayers],
      callback: ['later'],
      color: ['#ff8800', '#00ff00'],
      material: ['ice', 'rubber', 'stone'],
      input: ['left', 'right', 'jump', 'fire'],
      code: ['ArrowLeft', 'Space', 'KeyX'],
      key: ['a', 'b', 'count'],
    };
    return dice.pick(known[param] ?? ['a', 'later', 'x']);
  }
}
