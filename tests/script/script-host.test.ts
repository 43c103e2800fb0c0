import { describe, expect, it } from 'vitest';
import { play } from './fake-world.ts';

const patrol = `-- patrol: walks between two points and turns round at a wall
local patrol = {}
patrol.properties = {
  speed = { default = 80, min = 0, max = 400, unit = "px/s", doc = "walking speed" },
  range = { default = 120, min = 0, unit = "px", doc = "how far from the start" },
}
function patrol.on_spawn(e) ams.set_prop(e, "start_x", e.x) e.vx = 80 end
function patrol.on_update(e, dt, props)
  e.x = e.x + e.vx * dt
  if math.abs(e.x - ams.get_prop(e, "start_x")) > props.range then e.vx = -e.vx end
end
function patrol.on_collision(e, other, contact)
  if math.abs(contact.normal_x) > 0.7 then e.vx = -e.vx end
end
return patrol`;

describe('ScriptHost', () => {
  it('runs a behaviour with its properties', () => {
    const { world, host, script, tick } = play();
    const e = world.add('walker', { x: 100 });
    script(e, patrol, { properties: { range: 20 } });
    expect(host.dispatch([{ kind: 'spawn', entity: e }])).toBeNull();
    expect(world.get(e, 'vx')).toBe(80);
    for (let i = 0; i < 16; i++) expect(tick()).toBeNull();
    expect(world.get(e, 'vx')).toBe(-80);
    const contact = { normalX: 1, normalY: 0, x: 0, y: 0, sensor: false };
    host.dispatch([{ kind: 'collision', entity: e, other: world.add('wall'), contact }]);
    expect(world.get(e, 'vx')).toBe(80);
  });

  it('reads and writes hot fields through ams, in any form', () => {
    const { world, script, tick } = play();
    const e = world.add('e', { x: 1, y: 2 });
    const other = world.add('other', { x: 50 });
    script(
      e,
      `local b = {}
      local get = ams.get_x
      function b.on_update(e, dt)
        ams.set_x(e, ams.get_x(e) + 1)
        ams.set_y("e", get("other") + math.abs(ams.get_x("other")))
        local f = function() return ams.get_x(e) end
        ams.set_vx(e, f())
        ams.set_vy(e, 7)
        e:set_rotation(e:get_x() * 2)
        ams.set_x("other", ams.get_x("other") + ams.get_vy(e))
        for i = 1, 3 do if i > 1 then ams.set_angular_velocity(e, i) end end
      end
      return b`,
    );
    expect(tick()).toBeNull();
    expect([...world.hot.subarray(0, 6)]).toEqual([2, 100, 2, 7, 4, 3]);
    expect(world.get(other, 'x')).toBe(57);
  });
});
