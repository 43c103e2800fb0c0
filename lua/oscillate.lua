-- oscillate: moves to and fro between its start and a point beside it, as platforms and saws do.
--
-- Give the entity a kinematic Body and a Collider; bodies on top are carried along.
local oscillate = {}

oscillate.properties = {
  dx = { default = 160, unit = "px", doc = "how far to the right the other point is" },
  dy = { default = 0, unit = "px", doc = "how far below the other point is" },
  period = { default = 4, min = 0.1, unit = "s", doc = "time there and back" },
  phase = { default = 0, min = 0, max = 1, step = 0.05, doc = "part of the period it is ahead at the start" },
}

-- 0 at the start, 1 at the other point, softly there and back.
local function progress(time, props)
  return (1 - math.cos((time / props.period + props.phase) * 2 * math.pi)) / 2
end

function oscillate.on_spawn(e)
  ams.set_prop(e, "start_x", e.x)
  ams.set_prop(e, "start_y", e.y)
  ams.set_prop(e, "start_time", ams.get_time())
end

function oscillate.on_update(e, dt, props)
  local at = progress(ams.get_time() - ams.get_prop(e, "start_time") + dt, props)
  -- Moving by velocity, and towards where it should be by the end of this tick, carries what stands on it.
  e.vx = (ams.get_prop(e, "start_x") + props.dx * at - e.x) / dt
  e.vy = (ams.get_prop(e, "start_y") + props.dy * at - e.y) / dt
end

return oscillate
