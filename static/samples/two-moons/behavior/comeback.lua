-- comeback: who falls out of the picture, or is hurt, begins again at the last beacon
--
-- Messages: "hurt" sends it back, "beacon" (data: x and y) is where it comes back from then on.
local comeback = {}

function comeback.on_spawn(e)
  ams.set_prop(e, "home_x", e.x)
  ams.set_prop(e, "home_y", e.y)
end

local function come_back(e)
  e.x, e.y = ams.get_prop(e, "home_x"), ams.get_prop(e, "home_y")
  e.vx, e.vy = 0, 0
  ams.set_alpha(e, 0.2)
  ams.tween(e, "alpha", 1, 0.6)
end

function comeback.on_update(e)
  if e.y > ams.get_screen_height() + 60 then come_back(e) end
end

function comeback.on_message(e, name, data)
  if name == "hurt" then
    come_back(e)
  elseif name == "beacon" then
    ams.set_prop(e, "home_x", data.x)
    ams.set_prop(e, "home_y", data.y)
  end
end

return comeback
