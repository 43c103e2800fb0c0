-- team: has power while enough heroes stand on it, and then until the last one has left
--
-- Once a team has ridden, it carries anybody: nobody is left behind for good.
local team = {}

team.properties = {
  needed = { default = 2, min = 1, max = 8, doc = "how many heroes it takes the first time" },
  patience = { default = 1.5, min = 0, max = 10, unit = "s", doc = "how long it waits after the last one has left" },
}

local function riders(e)
  local width, height = ams.get_width(e), ams.get_height(e)
  local count = 0
  for _, other in ipairs(ams.in_rect(e.x - width / 2, e.y - height / 2 - 12, width, 12)) do
    if ams.has_tag(other, "hero") then count = count + 1 end
  end
  return count
end

function team.on_update(e, dt, props)
  local count = riders(e)
  if count >= props.needed then ams.set_prop(e, "proven", true) end
  local needed = ams.get_prop(e, "proven") and 1 or props.needed
  if count >= needed then ams.set_prop(e, "rider_time", ams.get_time()) end
  local since = ams.get_time() - (ams.get_prop(e, "rider_time") or -1000)
  ams.set_prop(e, "on", since <= props.patience)
  -- Lamps: none, one, all.
  local lit = needed == 1 and 2 or math.min(count, 2)
  if ams.get_frame(e) ~= lit then ams.set_frame(e, lit) end
end

return team
