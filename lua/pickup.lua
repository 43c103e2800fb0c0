-- pickup: something to collect, such as a coin. Vanishes and adds to the score when it is touched.
--
-- Give the entity a Collider that is a sensor.
local pickup = {}

pickup.properties = {
  points = { default = 10, doc = "added to the score" },
  collector = { default = "hero", doc = "tag of who may take it" },
  sound = { default = "", doc = "id of a sound asset, empty for none" },
}

function pickup.on_collision(e, other, contact, props)
  if ams.get_prop(e, "taken") or not ams.has_tag(other, props.collector) then return end
  -- Destroyed entities stay until the end of the tick and may be touched twice.
  ams.set_prop(e, "taken", true)
  ams.add_score(props.points)
  if props.sound ~= "" then ams.play_sound(props.sound) end
  ams.emit(other, "picked_up", { points = props.points })
  ams.destroy(e)
end

return pickup
