-- rope_link: hangs on another entity by a rope that is drawn, as lamps, buckets and swings do.
--
-- Give the entity a dynamic Body. The rope only holds back: it may hang loose. Several in a row make a chain.
-- Messages: "cut" ends the rope.
local rope_link = {}

rope_link.properties = {
  target = { default = "", doc = "name of the entity it hangs on; empty hangs on its own place in the scene" },
  length = { default = 0, min = 0, unit = "px", doc = "length of the rope; 0 takes the distance at the start" },
  dx = { default = 0, unit = "px", doc = "where the rope is tied, to the right of the middle of the target" },
  dy = { default = 0, unit = "px", doc = "where the rope is tied, below the middle of the target" },
  color = { default = "#c9a66b", doc = "colour of the rope, empty draws none" },
}

-- Where the rope is tied and how fast that moves; nil once that is gone.
local function tie_of(e, props)
  if props.target == "" then
    return ams.get_prop(e, "rope_x") + props.dx, ams.get_prop(e, "rope_y") + props.dy, 0, 0
  end
  local known = ams.get_prop(e, "rope_target")
  if not known then
    local target = ams.find(props.target)
    if not target or target == e then return nil end
    known = tostring(target)
    ams.set_prop(e, "rope_target", known)
  end
  if not ams.is_alive(known) then return nil end
  return ams.get_x(known) + props.dx, ams.get_y(known) + props.dy, ams.get_vx(known), ams.get_vy(known)
end

function rope_link.on_update(e, dt, props)
  if ams.get_prop(e, "rope_cut") then return end
  if ams.get_prop(e, "rope_x") == nil then
    ams.set_prop(e, "rope_x", e.x)
    ams.set_prop(e, "rope_y", e.y)
  end
  local x, y, vx, vy = tie_of(e, props)
  if x == nil then return end
  local length = props.length
  if length == 0 then
    length = ams.get_prop(e, "rope_length") or math.sqrt((e.x - x) ^ 2 + (e.y - y) ^ 2)
    ams.set_prop(e, "rope_length", length)
  end
  if props.color ~= "" then ams.draw_line(x, y, e.x, e.y, props.color) end

  -- Where both will be at the end of the tick: what is too far is pulled back onto the circle.
  local dx, dy = e.x + e.vx * dt - (x + vx * dt), e.y + e.vy * dt - (y + vy * dt)
  local distance = math.sqrt(dx * dx + dy * dy)
  if distance <= length or distance == 0 then return end
  local pull = (distance - length) / distance / dt
  e.vx, e.vy = e.vx - dx * pull, e.vy - dy * pull
end

function rope_link.on_message(e, name)
  if name == "cut" then ams.set_prop(e, "rope_cut", true) end
end

return rope_link
