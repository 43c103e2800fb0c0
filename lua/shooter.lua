-- shooter: spawns projectiles, by a key, a click or by itself.
--
-- Needs a prefab of what it shoots, for example one with the behaviour projectile.
local shooter = {}

shooter.properties = {
  prefab = { default = "Bullet", doc = "name of the prefab that it shoots; its prop shot_by is the id of who shot it" },
  trigger = { default = "key", options = { "key", "click", "always" }, doc = "what makes it shoot" },
  key = { default = "fire", doc = "the input or key, such as fire, KeyX, Space or PadB" },
  aim = { default = "facing", options = { "facing", "rotation", "pointer", "target" }, doc = "where it shoots" },
  target = { default = "hero", doc = "tag of whom it aims at" },
  range = { default = 600, min = 0, max = 5000, unit = "px", doc = "how near a target must be" },
  speed = { default = 500, min = 1, max = 5000, unit = "px/s", doc = "how fast the projectile flies" },
  cooldown = { default = 0.3, min = 0.02, max = 60, unit = "s", doc = "time between two shots" },
  muzzle = { default = 24, min = 0, max = 500, unit = "px", doc = "how far from its middle the projectile starts" },
}

-- The direction of a shot, as a unit vector; nil when there is nothing to aim at.
local function direction(e, props)
  local x, y
  if props.aim == "pointer" then
    x, y = ams.get_pointer_x() - e.x, ams.get_pointer_y() - e.y
  elseif props.aim == "target" then
    local target = ams.nearest(e.x, e.y, props.target, e)
    if not target or ams.get_distance(e, target) > props.range then return nil end
    x, y = target.x - e.x, target.y - e.y
  elseif props.aim == "rotation" then
    local angle = math.rad(e.rotation)
    x, y = math.cos(angle), math.sin(angle)
  else
    x, y = ams.get_flip_x(e) and -1 or 1, 0
  end
  local far = ams.sqrt(x * x + y * y)
  if far == 0 then return 1, 0 end
  return x / far, y / far
end

local function triggered(props)
  if props.trigger == "key" then return ams.is_input_down(props.key) end
  if props.trigger == "click" then return ams.is_pointer_down() end
  return true
end

function shooter.on_update(e, dt, props)
  local ready = math.max(0, (ams.get_prop(e, "shooter_wait") or 0) - dt)
  if ready == 0 and triggered(props) then
    local dx, dy = direction(e, props)
    if dx then
      local x, y = e.x + dx * props.muzzle, e.y + dy * props.muzzle
      local shot = ams.spawn(props.prefab, x, y, dx * props.speed, dy * props.speed)
      ams.set_prop(shot, "shot_by", tostring(e))
      ready = props.cooldown
    end
  end
  ams.set_prop(e, "shooter_wait", ready)
end

return shooter
