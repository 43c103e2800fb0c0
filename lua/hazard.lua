-- hazard: ends the game for who touches it. One that can be stomped dies instead when it is met from above.
--
-- Give the entity a Collider; spikes may be sensors, enemies that are stomped not. Who has the behaviour health is sent the
-- message "damage": its safe time counts, and its own death decides what happens.
local hazard = {}

hazard.properties = {
  victim = { default = "hero", doc = "tag of who is hurt" },
  damage = { default = 0, min = 0, doc = "health taken; 0 ends the game at once" },
  message = { default = "Ouch! Try again.", doc = "shown when the game is lost" },
  stompable = { default = false, doc = "dies when the victim lands on top" },
  points = { default = 50, doc = "added to the score for a stomp" },
  bounce = { default = 320, min = 0, unit = "px/s", doc = "speed upwards of who stomped" },
}

function hazard.on_collision(e, other, contact, props)
  if ams.get_prop(e, "stomped") or not ams.has_tag(other, props.victim) then return end
  -- The normal points from the other one to us: downwards when it came from above.
  if props.stompable and contact.normal_y > 0.5 then
    ams.set_prop(e, "stomped", true)
    ams.add_score(props.points)
    ams.emit(other, "bounce", props.bounce)
    ams.destroy(e)
    return
  end
  if props.damage > 0 and ams.get_prop(other, "has_health") then
    ams.emit(other, "damage", props.damage)
    return
  end
  local health = props.damage > 0 and ams.get_health(other) - props.damage or 0
  ams.set_health(other, math.max(health, 0))
  if health <= 0 then ams.lose(props.message) end
end

return hazard
