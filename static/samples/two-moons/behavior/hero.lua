-- hero: walks, and jumps as high as the key is held
--
-- Nothing here touches anybody else, so the device of a player may run it ahead of the server.
local hero = {}

hero.predict = true

hero.properties = {
  speed = { default = 200, min = 0, max = 600, unit = "px/s", doc = "walking speed" },
  jump = { default = 480, min = 0, max = 1200, unit = "px/s", doc = "speed at the start of a jump" },
  coyote = { default = 0.1, min = 0, max = 0.5, unit = "s", doc = "how long after an edge a jump still works" },
  early = { default = 0.1, min = 0, max = 0.5, unit = "s", doc = "how long before the ground a jump may be asked for" },
}

function hero.on_spawn(e)
  ams.set_prop(e, "ground_time", -1)
  ams.set_prop(e, "asked_time", -1)
  ams.set_prop(e, "rising", false)
end

-- Goes towards the wanted speed: quickly on the ground, more gently in the air.
local function walk(e, dt, wanted, grounded)
  local change = (grounded and 2400 or 1500) * dt
  e.vx = e.vx + ams.clamp(wanted - e.vx, -change, change)
  if wanted ~= 0 then ams.set_flip_x(e, wanted < 0) end
end

local function jump(e, props, grounded)
  local now = ams.get_time()
  if grounded then ams.set_prop(e, "ground_time", now) end
  if ams.was_input_pressed("jump") then ams.set_prop(e, "asked_time", now) end
  local stood = now - ams.get_prop(e, "ground_time") <= props.coyote
  local asked = now - ams.get_prop(e, "asked_time") <= props.early
  if stood and asked then
    e.vy = -props.jump
    ams.set_prop(e, "ground_time", -1)
    ams.set_prop(e, "asked_time", -1)
    ams.set_prop(e, "rising", true)
  elseif ams.get_prop(e, "rising") and (e.vy >= 0 or not ams.is_input_down("jump")) then
    -- Letting go early cuts the jump short.
    if e.vy < 0 then e.vy = e.vy * 0.45 end
    ams.set_prop(e, "rising", false)
  end
end

-- Frames of the picture: 0 stands, 2 walks, 6 rises, 7 falls, 8 sleeps.
local function animate(e, wanted, grounded)
  if not grounded then
    ams.play_frames(e, e.vy < 60 and 6 or 7, 1, 0)
  elseif wanted ~= 0 then
    ams.play_frames(e, 2, 4, 10)
  else
    ams.play_frames(e, 0, 2, 2)
  end
end

function hero.on_update(e, dt, props)
  local grounded = ams.is_grounded(e) and e.vy > -60
  if ams.get_prop(e, "asleep") then
    walk(e, dt, 0, grounded)
    ams.play_frames(e, 8, 2, 1)
    return
  end
  if ams.get_state() ~= "playing" then
    walk(e, dt, 0, grounded)
    animate(e, 0, grounded)
    return
  end
  local wanted = ams.get_input_axis("left", "right") * props.speed
  walk(e, dt, wanted, grounded)
  jump(e, props, grounded)
  animate(e, wanted, grounded)
end

return hero
