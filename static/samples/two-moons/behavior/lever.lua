-- lever: has power from the first touch of a hero on
local lever = {}

function lever.on_collision(e, other)
  if not ams.has_tag(other, "hero") then return end
  ams.set_prop(e, "on", true)
  ams.set_frame(e, 1)
end

return lever
