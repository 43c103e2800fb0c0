-- projectile: flies straight on, hurts whom it hits and is gone.
--
-- Make it a prefab with a Body without gravity and a Collider, which may be a sensor, and let a shooter spawn it. Walls end
-- it. Who shall be hurt needs the behaviour health.
local projectile = {}

projectile.properties = {
  speed = { default = 500, min = 0, max = 5000, unit = "px/s", doc = "how fast it flies, if who spawned it says nothing else" },
  damage = { default = 1, min = 0, max = 1000, doc = "health that it takes" },
  victim = { default = "enemy", doc = "tag of whom it hurts; it flies through its own kind" },
  lifetime = { default = 3, min = 0.05, max = 60, unit = "s", doc = "how long it flies when it hits nothing" },
  pierces = { default = false, doc = "flies on through those it hurts" },
}

function projectile.on_spawn(e, props)
  ams.set_prop(e, "projectile_age", 0)
  if e.vx == 0 and e.vy == 0 then
    local angle = math.rad(e.rotation)
    ams.set_velocity(e, math.cos(angle) * props.speed, math.sin(angle) * props.speed)
  else
    e.rotation = math.deg(ams.atan2(e.vy, e.vx))
  end
end

function projectile.on_update(e, dt, props)
  local age = ams.get_prop(e, "projectile_age") + dt
  ams.set_prop(e, "projectile_age", age)
  if age >= props.lifetime then ams.destroy(e) end
end

function projectile.on_collision(e, other, contact, props)
  if ams.get_prop(e, "projectile_spent") then return end
  if ams.has_tag(other, props.victim) then
    ams.emit(other, "damage", props.damage)
    if props.pierces then return end
  elseif ams.is_sensor(other) or ams.get_type(other) == ams.get_type(e) then
    return
  elseif ams.get_prop(e, "shot_by") == tostring(other) then
    -- It starts close to who shot it.
    return
  end
  ams.set_prop(e, "projectile_spent", true)
  ams.destroy(e)
end

return projectile
