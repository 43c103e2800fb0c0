-- beacon: heroes who have touched it come back here when they are hurt
local beacon = {}

function beacon.on_collision(e, other)
  if not ams.has_tag(other, "hero") then return end
  ams.set_frame(e, 1)
  ams.emit(other, "beacon", { x = e.x, y = e.y })
  -- Who joins later begins at the furthest one.
  if e.x > ams.get_value("beacon_x", 0) then
    ams.set_value("beacon_x", e.x)
    ams.set_value("beacon_y", e.y)
  end
end

return beacon
