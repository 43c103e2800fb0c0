-- platformer: a hero that walks and jumps.
--
-- Inputs of the project: left and right walk (arrows, A and D, a gamepad), jump jumps (space, arrow up, W, button A). Holding
-- jump jumps higher.
-- Give the entity a dynamic Body with fixed rotation and a Collider. The sprite looks where it walks.
-- Messages: "bounce" throws it up (data: speed in px/s).
-- Where several play together, each player's own is foreseen: all that it remembers is in values of the entity.
local platformer = {}

platformer.predict = true

platformer.properties = {
  speed = { default = 200, min = 0, max = 1000, unit = "px/s", doc = "walking speed" },
  acceleration = { default = 1600, min = 0, unit = "px/s²", doc = "how fast it reaches walking speed on the ground" },
  air_control = { default = 0.6, min = 0, max = 1, doc = "part of the acceleration it has in the air" },
  jump_speed = { default = 480, min = 0, max = 2000, unit = "px/s", doc = "speed upwards at the start of a jump" },
  jump_cut = { default = 0.45, min = 0, max = 1, doc = "part of the upward speed that stays when the key is let go" },
  coyote_time = { default = 0.1, min = 0, max = 1, unit = "s", doc = "how long after leaving an edge it may still jump" },
  jump_buffer = { default = 0.1, min = 0, max = 1, unit = "s", doc = "how long before landing the key may be pressed" },
}

local function approach(value, target, step)
  if value < target then return math.min(value + step, target) end
  return math.max(value - step, target)
end

function platformer.on_spawn(e)
  ams.set_prop(e, "air_time", 1000)
  ams.set_prop(e, "jump_wish", 1000)
  ams.set_prop(e, "jumping", false)
end

function platformer.on_update(e, dt, props)
  local grounded = ams.is_grounded(e)
  local air_time = grounded and 0 or ams.get_prop(e, "air_time") + dt
  local jump_wish = ams.was_input_pressed("jump") and 0 or ams.get_prop(e, "jump_wish") + dt

  local direction = ams.get_input_axis("left", "right")
  local step = props.acceleration * dt
  if not grounded then step = step * props.air_control end
  e.vx = approach(e.vx, direction * props.speed, step)
  if direction ~= 0 then ams.set_flip_x(e, direction < 0) end

  if jump_wish <= props.jump_buffer and air_time <= props.coyote_time then
    e.vy = -props.jump_speed
    ams.set_prop(e, "jumping", true)
    -- Neither the ground nor the key press may start a second jump.
    air_time = 1000
    jump_wish = 1000
  elseif ams.get_prop(e, "jumping") and e.vy < 0 and not ams.is_input_down("jump") then
    e.vy = e.vy * props.jump_cut
    ams.set_prop(e, "jumping", false)
  elseif e.vy >= 0 then
    ams.set_prop(e, "jumping", false)
  end
  ams.set_prop(e, "air_time", air_time)
  ams.set_prop(e, "jump_wish", jump_wish)
end

function platformer.on_message(e, name, data)
  if name == "bounce" then
    e.vy = -data
    ams.set_prop(e, "jumping", false)
  end
end

return platformer
