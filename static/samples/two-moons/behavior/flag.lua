-- flag: the race is won when all heroes stand at it together
local flag = {}

flag.properties = {
  reach = { default = 80, min = 10, max = 500, unit = "px", doc = "how near they must be" },
}

function flag.on_update(e, dt, props)
  local heroes = ams.get_entities_by_tag("hero")
  local here = 0
  for _, hero in ipairs(heroes) do
    if ams.get_distance(hero, e) < props.reach then here = here + 1 end
  end
  local sign = ams.find("Flag sign")
  if sign then ams.set_text(sign, here .. " of " .. #heroes) end
  if here > 0 and here == #heroes and ams.get_state() == "playing" then ams.emit_to_tag("race", "finish") end
end

return flag
