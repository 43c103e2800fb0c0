-- ferry: glides to and fro and carries who stands on it
local ferry = {}

ferry.properties = {
  travel = { default = 160, min = 0, max = 2000, unit = "px", doc = "how far it goes to the right" },
  time = { default = 3, min = 0.5, max = 60, unit = "s", doc = "how long it takes there" },
}

function ferry.on_spawn(e)
  ams.set_prop(e, "start_x", e.x)
end

function ferry.on_update(e, dt, props)
  -- Slow at both ends. It goes by the clock of the game: who joins late sees it where all see it.
  local phase = (ams.get_time() + dt) / props.time * math.pi
  local x = ams.get_prop(e, "start_x") + props.travel * (1 - ams.cos(phase)) / 2
  e.vx = (x - e.x) / dt
end

return ferry
