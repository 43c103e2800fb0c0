-- plate: has power while somebody, or a crate, stands on it
local plate = {}

function plate.on_update(e)
  local on = false
  for _, touch in ipairs(ams.get_touching(e)) do
    on = on or ams.has_tag(touch.entity, "hero") or ams.has_tag(touch.entity, "crate")
  end
  if on == ams.get_prop(e, "on") then return end
  ams.set_prop(e, "on", on)
  ams.set_frame(e, on and 1 or 0)
end

return plate
