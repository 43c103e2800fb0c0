-- chase: goes after the nearest entity with a tag.
--
-- Give the entity a dynamic or kinematic Body and a Collider. One that flies should not be pulled by gravity.
local chase = {}

chase.properties = {
  target = { default = "hero", doc = "tag of whom it goes after" },
  speed = { default = 90, min = 0, max = 1000, unit = "px/s", doc = "how fast it goes" },
  sight = { default = 320, min = 0, max = 5000, unit = "px", doc = "how far it sees; 0 sees everywhere" },
  distance = { default = 0, min = 0, max = 1000, unit = "px", doc = "how near it comes" },
  flies = { default = false, doc = "goes up and down too" },
  through_walls = { default = false, doc = "sees through solid things" },
}

-- Whether nothing solid stands between the two.
local function sees(e, target)
  local hit = ams.raycast(e.x, e.y, target.x, target.y, e)
  return not hit or hit.entity == target
end

function chase.on_update(e, dt, props)
  local target = ams.nearest(e.x, e.y, props.target, e)
  local vx, vy = 0, 0
  if target then
    local dx, dy = target.x - e.x, props.flies and target.y - e.y or 0
    local far = ams.sqrt(dx * dx + dy * dy)
    local near_enough = props.sight == 0 or ams.get_distance(e, target) <= props.sight
    local left = far - props.distance
    if left > 0 and near_enough and (props.through_walls or sees(e, target)) then
      -- Not past it in one tick: it would tremble around its target.
      local speed = math.min(props.speed, left / dt)
      vx, vy = dx / far * speed, dy / far * speed
    end
  end
  e.vx = vx
  if props.flies then e.vy = vy end
  if vx ~= 0 then ams.set_flip_x(e, vx < 0) end
end

return chase
