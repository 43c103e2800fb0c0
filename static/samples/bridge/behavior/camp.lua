-- camp: whoever reaches the tent has crossed the gorge
local camp = {}

function camp.on_collision(e, other)
  if ams.has_tag(other, "explorer") then ams.win("Across!") end
end

return camp
