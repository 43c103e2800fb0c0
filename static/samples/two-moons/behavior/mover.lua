-- mover: glides to its other place while something with a tag has power: a plate that is stood on, a lever, a full lift
--
-- A door, a bridge and a lift are all movers. On its way down it waits for who is below.
local mover = {}

mover.properties = {
  powered_by = { default = "", doc = "tag of what gives it power; one of them is enough" },
  dx = { default = 0, min = -4000, max = 4000, unit = "px", doc = "how far to the right its other place is" },
  dy = { default = 0, min = -4000, max = 4000, unit = "px", doc = "how far below its other place is" },
  speed = { default = 120, min = 1, max = 2000, unit = "px/s", doc = "on the way to its other place" },
  speed_back = { default = 120, min = 1, max = 2000, unit = "px/s", doc = "on the way back" },
}

function mover.on_spawn(e)
  ams.set_prop(e, "start_x", e.x)
  ams.set_prop(e, "start_y", e.y)
end

local function has_power(tag)
  for _, source in ipairs(ams.get_entities_by_tag(tag)) do
    if ams.get_prop(source, "on") then return true end
  end
  return false
end

local function somebody_below(e)
  local width, height = ams.get_width(e), ams.get_height(e)
  for _, other in ipairs(ams.in_rect(e.x - width / 2 + 2, e.y + height / 2, width - 4, 6)) do
    if ams.has_tag(other, "hero") or ams.has_tag(other, "crate") then return true end
  end
  return false
end

-- The speed that brings it to a place and not beyond.
local function towards(from, to, most, dt)
  return ams.clamp((to - from) / dt, -most, most)
end

function mover.on_update(e, dt, props)
  local on = has_power(props.powered_by)
  local speed = on and props.speed or props.speed_back
  local x = ams.get_prop(e, "start_x") + (on and props.dx or 0)
  local y = ams.get_prop(e, "start_y") + (on and props.dy or 0)
  e.vx = towards(e.x, x, speed, dt)
  e.vy = towards(e.y, y, speed, dt)
  if e.vy > 0 and somebody_below(e) then e.vy = 0 end
end

return mover
