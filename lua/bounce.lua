-- bounce: flies off everything it hits, as the ball of a game with paddles does.
--
-- Give the entity a dynamic Body without gravity and damping, and a Collider. It starts off by itself.
-- Messages: "steer" sends it another way (data: { vx, vy }); it stays as fast.
local bounce = {}

bounce.properties = {
  speed = { default = 260, min = 0, max = 2000, unit = "px/s", doc = "how fast it flies; 0 keeps the speed it has" },
  angle = { default = 45, min = -360, max = 360, unit = "°", doc = "where it flies at the start, clockwise from the right" },
  faster = { default = 0, min = 0, max = 100, unit = "%", doc = "how much faster it gets with each hit" },
  top_speed = { default = 900, min = 0, max = 3000, unit = "px/s", doc = "it never gets faster than this" },
}

local function fly(e, vx, vy, speed)
  local now = ams.sqrt(vx * vx + vy * vy)
  if now > 0 and speed > 0 then
    vx, vy = vx / now * speed, vy / now * speed
  end
  ams.set_velocity(e, vx, vy)
  -- What it had before the next hit: the physics have already changed it when on_collision runs.
  ams.set_prop(e, "bounce_vx", vx)
  ams.set_prop(e, "bounce_vy", vy)
end

function bounce.on_spawn(e, props)
  ams.set_prop(e, "bounce_speed", props.speed)
  if e.vx == 0 and e.vy == 0 then
    local angle = math.rad(props.angle)
    fly(e, math.cos(angle) * props.speed, math.sin(angle) * props.speed, props.speed)
  else
    fly(e, e.vx, e.vy, props.speed)
  end
end

function bounce.on_update(e, dt, props)
  fly(e, e.vx, e.vy, props.speed > 0 and ams.get_prop(e, "bounce_speed") or 0)
end

function bounce.on_collision(e, other, contact, props)
  if contact.sensor then return end
  local vx, vy = ams.get_prop(e, "bounce_vx"), ams.get_prop(e, "bounce_vy")
  local into = vx * contact.normal_x + vy * contact.normal_y
  if into < 0 then
    vx = vx - 2 * into * contact.normal_x
    vy = vy - 2 * into * contact.normal_y
  end
  local speed = math.min(ams.get_prop(e, "bounce_speed") * (1 + props.faster / 100), props.top_speed)
  ams.set_prop(e, "bounce_speed", speed)
  fly(e, vx, vy, props.speed > 0 and speed or 0)
end

function bounce.on_message(e, name, data, props)
  if name ~= "steer" then return end
  local vx, vy = ams.get_prop(e, "bounce_vx"), ams.get_prop(e, "bounce_vy")
  fly(e, data.vx, data.vy, props.speed > 0 and ams.get_prop(e, "bounce_speed") or ams.sqrt(vx * vx + vy * vy))
end

return bounce
