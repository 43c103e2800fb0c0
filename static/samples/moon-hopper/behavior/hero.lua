-- hero: walks, and jumps as high as the key is held
local hero = {}

hero.properties = {
  speed = { default = 200, min = 0, max = 600, unit = "px/s", doc = "walking speed" },
  jump = { default = 480, min = 0, max = 1200, unit = "px/s", doc = "speed at the start of a jump" },
  coyote = { default = 0.1, min = 0, max = 0.5, unit = "s", doc = "how long after an edge a jump still works" },
  early = { default = 0.1, min = 0, max = 0.5, unit = "s", doc = "how long before the ground a jump may be asked for" },
}

local function left() return ams.is_key_down("ArrowLeft") or ams.is_key_down("KeyA") end
local function right() return ams.is_key_down("ArrowRight") or ams.is_key_down("KeyD") end
local function jump_held()
  return ams.is_key_down("Space") or ams.is_key_down("ArrowUp") or ams.is_key_down("KeyW")
end
local function jump_pressed()
  return ams.was_key_pressed("Space") or ams.was_key_pressed("ArrowUp") or ams.was_key_pressed("KeyW")
end

function hero.on_spawn(e)
  ams.set_prop(e, "ground_time", -1)
  ams.set_prop(e, "asked_time", -1)
  ams.set_prop(e, "rising", false)
end

-- Goes towards the wanted speed: quickly on the ground, more gently in the air.
local function walk(e, dt, speed, grounded)
  local wanted = 0
  if left() then wanted = wanted - speed end
  if right() then wanted = wanted + speed end
  local change = (grounded and 2400 or 1500) * dt
  e.vx = e.vx + ams.clamp(wanted - e.vx, -change, change)
  if wanted ~= 0 then ams.set_flip_x(e, wanted < 0) end
  return wanted
end

local function jump(e, props, grounded)
  local now = ams.get_time()
  if grounded then ams.set_prop(e, "ground_time", now) end
  if jump_pressed() then ams.set_prop(e, "asked_time", now) end
  local stood = now - ams.get_prop(e, "ground_time") <= props.coyote
  local asked = now - ams.get_prop(e, "asked_time") <= props.early
  if stood and asked then
    e.vy = -props.jump
    ams.set_prop(e, "ground_time", -1)
    ams.set_prop(e, "asked_time", -1)
    ams.set_prop(e, "rising", true)
  elseif ams.get_prop(e, "rising") and (e.vy >= 0 or not jump_held()) then
    -- Letting go early cuts the jump short.
    if e.vy < 0 then e.vy = e.vy * 0.45 end
    ams.set_prop(e, "rising", false)
  end
end

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
  if ams.get_state() ~= "playing" then
    e.vx = 0
    return
  end
  local grounded = ams.is_grounded(e) and e.vy > -60
  local wanted = walk(e, dt, props.speed, grounded)
  jump(e, props, grounded)
  animate(e, wanted, grounded)
  if e.y > ams.get_screen_height() + 60 then ams.lose("You fell into a crater.") end
end

function hero.on_message(e, name, data)
  if name == "bounce" then
    e.vy = -360
    ams.set_prop(e, "rising", false)
  elseif name == "hit" then
    ams.lose("A crawler got you.")
  end
end

return hero
