-- draggable: can be picked up with mouse or finger, carried about and thrown.
--
-- For any entity but a static body. One with a dynamic Body bumps into things while it is carried.
local draggable = {}

draggable.properties = {
  max_speed = { default = 2400, min = 0, unit = "px/s", doc = "how fast it follows the pointer at most" },
  throw = { default = 1, min = 0, max = 2, step = 0.1, doc = "part of its speed that is left when it is let go" },
  reach = { default = 6, min = 0, unit = "px", doc = "how far beside it a press still counts, for fingers" },
}

-- Speed against a wall, in px/s: pressed harder it would stick there and not slide along.
local GENTLE = 120

-- What is asked of one axis, given what was asked before and what came of it.
local function ask(wanted, before, now)
  if before and math.abs(now) < math.abs(before) / 2 then return ams.clamp(wanted, -GENTLE, GENTLE) end
  return wanted
end

-- Whether the pointer is on the box, however that is turned.
local function under_pointer(e, reach)
  local dx, dy = ams.get_pointer_x() - e.x, ams.get_pointer_y() - e.y
  local angle = math.rad(-e.rotation)
  local x = dx * ams.cos(angle) - dy * ams.sin(angle)
  local y = dx * ams.sin(angle) + dy * ams.cos(angle)
  x = x + (ams.get_anchor_x(e) - 0.5) * ams.get_width(e)
  y = y + (ams.get_anchor_y(e) - 0.5) * ams.get_height(e)
  return math.abs(x) <= ams.get_width(e) / 2 + reach and math.abs(y) <= ams.get_height(e) / 2 + reach
end

function draggable.on_update(e, dt, props)
  local self = tostring(e)
  if ams.was_pointer_pressed() and under_pointer(e, props.reach) then
    -- Each one under the pointer takes it; the last in the order of the scene, which is in front, has it.
    ams.set_value("dragged", self)
    ams.set_prop(e, "drag_x", e.x - ams.get_pointer_x())
    ams.set_prop(e, "drag_y", e.y - ams.get_pointer_y())
    ams.set_prop(e, "drag_vx", nil)
    ams.set_prop(e, "drag_vy", nil)
    return
  end
  if ams.get_value("dragged") ~= self then return end
  if not ams.is_pointer_down() then
    ams.set_value("dragged", nil)
    ams.set_velocity(e, e.vx * props.throw, e.vy * props.throw)
    return
  end
  local vx = (ams.get_pointer_x() + ams.get_prop(e, "drag_x") - e.x) / dt
  local vy = (ams.get_pointer_y() + ams.get_prop(e, "drag_y") - e.y) / dt
  local speed = math.sqrt(vx * vx + vy * vy)
  local slower = speed > props.max_speed and props.max_speed / speed or 1
  vx = ask(vx * slower, ams.get_prop(e, "drag_vx"), e.vx)
  vy = ask(vy * slower, ams.get_prop(e, "drag_vy"), e.vy)
  ams.set_velocity(e, vx, vy)
  ams.set_prop(e, "drag_vx", vx)
  ams.set_prop(e, "drag_vy", vy)
end

function draggable.on_destroy(e)
  if ams.get_value("dragged") == tostring(e) then ams.set_value("dragged", nil) end
end

return draggable
