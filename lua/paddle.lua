-- paddle: slides along one line, by keys, a gamepad or with the mouse, and sends balls back.
--
-- Give the entity a kinematic Body and a Collider. Balls get the message "steer" (data: { vx, vy }).
local paddle = {}

paddle.properties = {
  control = { default = "keys", options = { "keys", "pointer" }, doc = "what moves it: keys and gamepads, or the pointer" },
  vertical = { default = false, doc = "slides up and down; else left and right" },
  less_key = { default = "", doc = "input or key for left or up, such as KeyW; empty takes the input left or up" },
  more_key = { default = "", doc = "input or key for right or down, such as KeyS; empty takes the input right or down" },
  speed = { default = 480, min = 0, max = 5000, unit = "px/s", doc = "how fast it slides" },
  from = { default = 0, min = -100000, max = 100000, unit = "px", doc = "where its way begins" },
  to = { default = 960, min = -100000, max = 100000, unit = "px", doc = "where its way ends" },
  steers = { default = "ball", doc = "tag of what flies off aslant when it hits the edge of the paddle" },
  steepest = { default = 60, min = 0, max = 85, unit = "°", doc = "how much aslant at the very edge" },
}

-- Where the middle of the paddle should be at the end of this tick.
local function wanted(at, half, dt, props)
  local goal = at
  if props.control == "pointer" then
    goal = props.vertical and ams.get_pointer_y() or ams.get_pointer_x()
  else
    local less = props.less_key ~= "" and props.less_key or props.vertical and "up" or "left"
    local more = props.more_key ~= "" and props.more_key or props.vertical and "down" or "right"
    goal = goal + ams.get_input_axis(less, more) * props.speed * dt
  end
  goal = ams.clamp(goal, at - props.speed * dt, at + props.speed * dt)
  local low, high = props.from + half, props.to - half
  if low > high then return (low + high) / 2 end
  return ams.clamp(goal, low, high)
end

function paddle.on_update(e, dt, props)
  local half = (props.vertical and ams.get_height(e) or ams.get_width(e)) / 2
  local at = props.vertical and e.y or e.x
  -- By velocity, not by position: what it hits is pushed.
  local speed = (wanted(at, half, dt, props) - at) / dt
  if props.vertical then ams.set_velocity(e, 0, speed) else ams.set_velocity(e, speed, 0) end
end

function paddle.on_collision(e, other, contact, props)
  if not ams.has_tag(other, props.steers) then return end
  -- The paddle has stopped a ball that does not bounce by itself: then only the direction counts.
  local speed = math.max(1, ams.sqrt(other.vx * other.vx + other.vy * other.vy))
  local half = (props.vertical and ams.get_height(e) or ams.get_width(e)) / 2
  local off = props.vertical and other.y - e.y or other.x - e.x
  local angle = math.rad(props.steepest) * ams.clamp(off / half, -1, 1)
  local along, away = math.sin(angle) * speed, math.cos(angle) * speed
  local vx, vy = along, other.y < e.y and -away or away
  if props.vertical then vx, vy = other.x < e.x and -away or away, along end
  ams.set_velocity(other, vx, vy)
  ams.emit(other, "steer", { vx = vx, vy = vy })
end

return paddle
