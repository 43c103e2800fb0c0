-- patrol: walks between two points and turns round at walls and, if wanted, at edges.
--
-- Give the entity a dynamic or kinematic Body and a Collider. The sprite looks where it walks.
local patrol = {}

patrol.properties = {
  speed = { default = 80, min = 0, max = 1000, unit = "px/s", doc = "walking speed" },
  range = { default = 120, min = 0, unit = "px", doc = "how far from the start; 0 walks until a wall" },
  turn_at_edges = { default = true, doc = "turns round before it would fall" },
}

local function turn(e, direction)
  ams.set_prop(e, "direction", direction)
  ams.set_flip_x(e, direction < 0)
end

function patrol.on_spawn(e)
  ams.set_prop(e, "start_x", e.x)
  turn(e, 1)
end

function patrol.on_update(e, dt, props)
  local direction = ams.get_prop(e, "direction")
  local from_start = (e.x - ams.get_prop(e, "start_x")) * direction
  if props.range > 0 and from_start > props.range then
    direction = -direction
  elseif props.turn_at_edges and ams.is_grounded(e) then
    local ahead = e.x + direction * (ams.get_width(e) / 2 + 2)
    if not ams.raycast(ahead, e.y, ahead, e.y + ams.get_height(e) + 8, e) then direction = -direction end
  end
  if direction ~= ams.get_prop(e, "direction") then turn(e, direction) end
  e.vx = direction * props.speed
end

function patrol.on_collision(e, other, contact)
  if contact.sensor then return end
  -- The normal points from the other one to us: away from the wall.
  if contact.normal_x > 0.7 then turn(e, 1) end
  if contact.normal_x < -0.7 then turn(e, -1) end
end

return patrol
