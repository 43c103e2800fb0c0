-- follow_path: goes from one way point to the next.
--
-- Way points are entities with a tag, in the order of the hierarchy; small hidden shapes will do. Give the entity a kinematic
-- Body, if others shall stand on it or bump into it.
local follow_path = {}

follow_path.properties = {
  points = { default = "way", doc = "tag of its way points" },
  speed = { default = 100, min = 0, max = 2000, unit = "px/s", doc = "how fast it goes" },
  wait = { default = 0, min = 0, max = 60, unit = "s", doc = "how long it stays at each point" },
  mode = { default = "loop", options = { "loop", "to and fro", "once" }, doc = "what it does after the last point" },
}

-- The next point, and which way the points are gone through.
local function after(at, count, direction, mode)
  local next = at + direction
  if next >= 1 and next <= count then return next, direction end
  if mode == "to and fro" and count > 1 then return at - direction, -direction end
  if mode == "once" then return 0, direction end
  return 1, 1
end

function follow_path.on_spawn(e)
  ams.set_prop(e, "path_at", 1)
  ams.set_prop(e, "path_direction", 1)
  ams.set_prop(e, "path_wait", 0)
end

function follow_path.on_update(e, dt, props)
  local points = ams.get_entities_by_tag(props.points)
  local at = math.min(ams.get_prop(e, "path_at"), #points)
  local wait = ams.get_prop(e, "path_wait")
  local point = points[at]
  if not point or wait > 0 then
    ams.set_prop(e, "path_wait", math.max(0, wait - dt))
    return ams.set_velocity(e, 0, 0)
  end
  local dx, dy = point.x - e.x, point.y - e.y
  local far = ams.sqrt(dx * dx + dy * dy)
  if far > props.speed * dt then
    return ams.set_velocity(e, dx / far * props.speed, dy / far * props.speed)
  end
  -- This tick ends at the point exactly.
  ams.set_velocity(e, dx / dt, dy / dt)
  local next, direction = after(at, #points, ams.get_prop(e, "path_direction"), props.mode)
  ams.set_prop(e, "path_at", next)
  ams.set_prop(e, "path_direction", direction)
  ams.set_prop(e, "path_wait", props.wait)
end

return follow_path
