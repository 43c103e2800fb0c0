-- gravity: falls, in a direction of its own and not faster than it should.
--
-- For an entity that the gravity of the scene leaves alone: without a Body, or with a kinematic one, or with a gravity
-- scale of 0. It stops on solid things only if its Body is dynamic.
local gravity = {}

gravity.properties = {
  strength = { default = 800, min = 0, max = 5000, unit = "px/s²", doc = "how fast its fall gets faster" },
  direction = { default = 90, min = -360, max = 360, unit = "°", doc = "where it falls: 0 right, 90 down, 180 left, 270 up" },
  top_speed = { default = 900, min = 0, max = 5000, unit = "px/s", doc = "it never falls faster than this" },
}

function gravity.on_update(e, dt, props)
  local angle = math.rad(props.direction)
  local dx, dy = math.cos(angle), math.sin(angle)
  local speed = e.vx * dx + e.vy * dy
  local more = math.min(props.strength * dt, math.max(0, props.top_speed - speed))
  e.vx = e.vx + dx * more
  e.vy = e.vy + dy * more
end

return gravity
