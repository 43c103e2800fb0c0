-- top_down: walks in all directions, for games seen from above.
--
-- Keys: arrows, or W, A, S and D. Give the entity a dynamic Body with fixed rotation and a gravity scale of 0, and a Collider.
local top_down = {}

top_down.properties = {
  speed = { default = 180, min = 0, max = 1000, unit = "px/s", doc = "walking speed" },
  acceleration = { default = 1600, min = 0, max = 20000, unit = "px/s²", doc = "how fast it starts and stops" },
  turns = { default = false, doc = "its right side looks where it walks; else it is mirrored" },
}

local function axis(less, less_too, more, more_too)
  local value = 0
  if ams.is_key_down(less) or ams.is_key_down(less_too) then value = value - 1 end
  if ams.is_key_down(more) or ams.is_key_down(more_too) then value = value + 1 end
  return value
end

local function approach(value, target, step)
  if value < target then return math.min(value + step, target) end
  return math.max(value - step, target)
end

function top_down.on_update(e, dt, props)
  local x = axis("ArrowLeft", "KeyA", "ArrowRight", "KeyD")
  local y = axis("ArrowUp", "KeyW", "ArrowDown", "KeyS")
  -- As fast aslant as straight on.
  local part = (x ~= 0 and y ~= 0) and ams.sqrt(0.5) or 1
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
