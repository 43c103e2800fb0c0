-- lift: glides to and fro and carries who stands on it
local lift = {}

lift.properties = {
  speed = { default = 70, min = 0, max = 400, unit = "px/s", doc = "how fast it glides" },
  travel = { default = 160, min = 0, max = 2000, unit = "px", doc = "how far it goes to the right" },
}

function lift.on_spawn(e)
  ams.set_prop(e, "start_x", e.x)
  ams.set_prop(e, "direction", 1)
end

function lift.on_update(e, dt, props)
  local away = e.x - ams.get_prop(e, "start_x")
  if away >= props.travel then ams.set_prop(e, "direction", -1) end
  if away <= 0 then ams.set_prop(e, "direction", 1) end
  e.vx = ams.get_prop(e, "direction") * props.speed
end

return lift
