-- hall: throws the dummies at the crates, and starts again
local hall = {}

hall.properties = {
  push = { default = 520, min = 0, max = 2000, unit = "px/s", doc = "how fast a dummy flies off" },
}

function hall.on_update(e, dt, props)
  if ams.was_key_pressed("Space") then
    for _, dummy in ipairs(ams.get_entities_by_tag("dummy")) do
      local mass = ams.get_mass(dummy)
      ams.apply_impulse(dummy, mass * props.push * 2, -mass * props.push * 2)
    end
  end
  if ams.was_key_pressed("KeyR") then ams.restart() end
end

return hall
