-- top_down: walks in all directions, for games seen from above.
--
-- Inputs of the project: left, right, up and down (arrows, W A S D, a gamepad). Give the entity a dynamic Body with fixed rotation and a gravity scale of 0, and a Collider.
-- Where several play together, each player's own is foreseen.
local top_down = {}

top_down.predict = true

top_down.properties = {
  speed = { default = 180, min = 0, max = 1000, unit = "px/s", doc = "walking speed" },
  acceleration = { default = 1600, min = 0, max = 20000, unit = "px/s²", doc = "how fast it starts and stops" },
  turns = { default = false, doc = "its right side looks where it walks; else it is mirrored" },
}

local function approach(value, target, step)
  if value < target then return math.min(value + step, target) end
  return math.max(value - step, target)
end

function top_down.on_update(e, dt, props)
  local x = ams.get_input_axis("left", "right")
  local y = ams.get_input_axis("up", "down")
  -- As fast aslant as straight on; slower for a stick that is pushed a little.
  local part = 1 / math.max(1, ams.sqrt(x * x + y * y))
  local step = props.acceleration * dt
  e.vx = approach(e.vx, x * part * props.speed, step)
  e.vy = approach(e.vy, y * part * props.speed, step)
  if x == 0 and y == 0 then return end
  if props.turns then
    e.rotation = math.deg(ams.atan2(y, x))
  elseif x ~= 0 then
    ams.set_flip_x(e, x < 0)
  end
end

return top_down
