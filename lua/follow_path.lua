-- follow_path: goes along a path that was drawn, or from one way point to the next.
--
-- Name the entity whose Path it follows; it goes there first. Without one, its way points are entities with a tag, in the order of
-- the hierarchy; small hidden shapes will do. Give the entity a kinematic Body, if others shall stand on it or bump into it.
local follow_path = {}

follow_path.properties = {
  path = { default = "", doc = "name of the entity with a Path; empty goes by way points" },
  points = { default = "way", doc = "tag of its way points" },
  speed = { default = 100, min = 0, max = 2000, unit = "px/s", doc = "how fast it goes" },
  wait = { default = 0, min = 0, max = 60, unit = "s", doc = "how long it stays at each point" },
  mode = { default = "loop", options = { "loop", "to and fro", "once" }, doc = "what it does after the last point" },
  turn = { default = false, doc = "looks where the path goes" },
}

-- The next point, and which way the points are gone through.
local function after(at, count, direction, mode)
  local next = at + direction
  if next >= 1 and next <= count then return next, direction end
  if mode == "to and fro" and count > 1 then return at - direction, -direction end
  if mode == "once" then return 0, direction end
  return 1, 1
end

-- Goes straight towards a place; true when this tick ends there, exactly.
local function go(e, x, y, speed, dt)
  local dx, dy = x - e.x, y - e.y
  local far = ams.sqrt(dx * dx + dy * dy)
  if far > speed * dt then
    ams.set_velocity(e, dx / far * speed, dy / far * speed)
    return false
  end
  ams.set_velocity(e, dx / dt, dy / dt)
  return true
end

local function by_points(e, dt, props)
  local points = ams.get_entities_by_tag(props.points)
  local at = math.min(ams.get_prop(e, "path_at"), #points)
  local point = points[at]
  if not point then return ams.set_velocity(e, 0, 0) end
  if not go(e, point.x, point.y, props.speed, dt) then return end
  local next, direction = after(at, #points, ams.get_prop(e, "path_direction"), props.mode)
  ams.set_prop(e, "path_at", next)
  ams.set_prop(e, "path_direction", direction)
  ams.set_prop(e, "path_wait", props.wait)
end

-- The first point of the path between two distances along it, if there is one to wait at.
local function stop_between(path, length, from, to)
  local found
  local function look(distance)
    local ahead = (distance - from) * (to - from)
    if ahead > 1e-6 and math.abs(distance - from) <= math.abs(to - from) + 1e-6 then
      if not found or math.abs(distance - from) < math.abs(found - from) then found = distance end
    end
  end
  for _, point in ipairs(ams.get_path_points(path)) do look(point.distance) end
  look(length)
  return found
end

local function by_path(e, dt, props, path)
  local length, closed = ams.get_path_length(path), ams.is_path_closed(path)
  local along, direction = ams.get_prop(e, "path_along"), ams.get_prop(e, "path_direction")
  if along < 0 then
    local start = ams.get_path_point(path, 0)
    if go(e, start.x, start.y, props.speed, dt) then
      ams.set_prop(e, "path_along", 0)
      ams.set_prop(e, "path_wait", props.wait)
    end
    return
  end
  local next = along + direction * props.speed * dt
  if props.wait > 0 and next ~= along then
    local stop = stop_between(path, length, along, next)
    if stop then
      next = stop
      ams.set_prop(e, "path_wait", props.wait)
    end
  end
  local kept = ams.clamp(next, 0, length)
  if next >= length or next <= 0 then
    if props.mode == "to and fro" then
      if next >= length then direction = -1 else direction = 1 end
    elseif props.mode == "loop" and next >= length then
      if closed and length > 0 then kept = next % length else kept = -1 end
    end
  end
  local place = ams.get_path_point(path, kept < 0 and length or kept)
  ams.set_prop(e, "path_along", kept)
  ams.set_prop(e, "path_direction", direction)
  ams.set_velocity(e, (place.x - e.x) / dt, (place.y - e.y) / dt)
  if props.turn then e.rotation = place.angle + (direction < 0 and 180 or 0) end
end

function follow_path.on_spawn(e)
  ams.set_prop(e, "path_at", 1)
  ams.set_prop(e, "path_along", -1)
  ams.set_prop(e, "path_direction", 1)
  ams.set_prop(e, "path_wait", 0)
end

function follow_path.on_update(e, dt, props)
  local wait = ams.get_prop(e, "path_wait")
  if wait > 0 then
    ams.set_prop(e, "path_wait", math.max(0, wait - dt))
    return ams.set_velocity(e, 0, 0)
  end
  local path = props.path ~= "" and ams.find(props.path) or nil
  if path and ams.get_path_length(path) then by_path(e, dt, props, path) else by_points(e, dt, props) end
end

return follow_path
