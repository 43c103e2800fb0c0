-- crawler: walks to and fro; jump on it, but do not let it touch you from the side
local crawler = {}

crawler.properties = {
  speed = { default = 60, min = 0, max = 400, unit = "px/s", doc = "walking speed" },
  range = { default = 96, min = 0, max = 2000, unit = "px", doc = "how far from the start it walks" },
  points = { default = 50, min = 0, max = 1000, doc = "for jumping on it" },
}

function crawler.on_spawn(e)
  ams.set_prop(e, "start_x", e.x)
  ams.set_prop(e, "direction", 1)
end

function crawler.on_update(e, dt, props)
  local away = e.x - ams.get_prop(e, "start_x")
  if away > props.range then ams.set_prop(e, "direction", -1) end
  if away < -props.range then ams.set_prop(e, "direction", 1) end
  local direction = ams.get_prop(e, "direction")
  e.vx = direction * props.speed
  ams.set_flip_x(e, direction < 0)
end

function crawler.on_collision(e, other)
  if ams.get_prop(e, "squashed") or not ams.has_tag(other, "hero") then return end
  if ams.get_state() ~= "playing" then return end
  if e.y - other.y > 12 and other.vy > 0 then
    ams.set_prop(e, "squashed", true)
    ams.add_score(ams.get_config(e, "crawler", "points", 50))
    ams.emit(other, "bounce")
    ams.destroy(e)
  else
    ams.emit(other, "hit")
  end
end

return crawler
