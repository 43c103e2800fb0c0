-- coin: worth points to the hero who touches it
local coin = {}

coin.properties = {
  points = { default = 10, min = 0, max = 1000, doc = "what it is worth" },
}

function coin.on_collision(e, other)
  if ams.get_prop(e, "taken") or not ams.has_tag(other, "hero") then return end
  ams.set_prop(e, "taken", true)
  ams.add_score(ams.get_config(e, "coin", "points", 10))
  ams.destroy(e)
end

return coin
