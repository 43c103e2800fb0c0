-- boulder: gone when it has fallen into the gorge
local boulder = {}

function boulder.on_update(e)
  if e.y > ams.get_screen_height() + 100 then ams.destroy(e) end
end

return boulder
