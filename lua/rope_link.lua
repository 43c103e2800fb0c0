-- rope_link: hangs on another entity by a rope that is drawn, as lamps, buckets and swings do.
--
-- Give the entity a dynamic Body. The rope only holds back: it may hang loose. Both ends feel it, if the other one has a
-- dynamic Body too. Several in a row make a chain.
-- Messages: "cut" ends the rope.
local rope_link = {}

rope_link.properties = {
  target = { default = "", doc = "name of the entity it hangs on; empty hangs on its own place in the scene" },
  length = { default = 0, min = 0, unit = "px", doc = "length of the rope; 0 takes the distance at the start" },
  dx = { default = 0, unit = "px", doc = "where the rope is tied, to the right of the middle of the target" },
  dy = { default = 0, unit = "px", doc = "where the rope is tied, below the middle of the target" },
  color = { default = "#c9a66b", doc = "colour of the rope, empty draws none" },
}

-- What it hangs on, as an id; "" for its own place; nil while nothing has that name, and once that is gone.
local function target_of(e, props)
  if props.target == "" then return "" end
  local known = ams.get_prop(e, "rope_target")
  if not known then
    local target = ams.find(props.target)
    if not target or target == e then return nil end
    known = tostring(target)
    ams.set_prop(e, "rope_target", known)
  end
  if ams.is_alive(known) then return known end
  return nil
end

-- Ties the rope to a target with a body, else to the place (x, y) of the scene.
local function tie(e, target, x, y, props)
  local old = ams.get_prop(e, "rope_joint")
  if old then ams.remove_joint(old) end
  local length = props.length
  if length == 0 then
    length = ams.get_prop(e, "rope_length")
    if not length then
      length = ams.sqrt((e.x - x) ^ 2 + (e.y - y) ^ 2)
      ams.set_prop(e, "rope_length", length)
    end
  end
  local settings = { length = length, collide = true }
  if target then
    settings.other_anchor = { props.dx, props.dy }
  else
    settings.other_anchor = { x - e.x, y - e.y }
  end
  ams.set_prop(e, "rope_joint", ams.add_joint(e, "rope", target, settings))
end

local function cut(e)
  ams.set_prop(e, "rope_cut", true)
  local joint = ams.get_prop(e, "rope_joint")
  if joint then ams.remove_joint(joint) end
end

function rope_link.on_update(e, dt, props)
  if ams.get_prop(e, "rope_cut") then return end
  if ams.get_prop(e, "rope_x") == nil then
    ams.set_prop(e, "rope_x", e.x)
    ams.set_prop(e, "rope_y", e.y)
  end
  local target = target_of(e, props)
  if not target then
    -- A rope that was tied to where the target was does not end by itself.
    if ams.get_prop(e, "rope_target") then cut(e) end
    return
  end
  local x, y = ams.get_prop(e, "rope_x"), ams.get_prop(e, "rope_y")
  if target ~= "" then x, y = ams.get_x(target), ams.get_y(target) end
  x, y = x + props.dx, y + props.dy

  -- One without a body cannot be pulled: the rope is tied to where it is, again whenever that changes.
  local body = target ~= "" and ams.get_body_type(target) ~= nil and target or nil
  local how = table.concat({ body or x .. " " .. y, props.length, props.dx, props.dy }, " ")
  if how ~= ams.get_prop(e, "rope_how") then
    tie(e, body, x, y, props)
    ams.set_prop(e, "rope_how", how)
  end
  local rope = props.color ~= "" and ams.get_joint(ams.get_prop(e, "rope_joint"))
  if rope then ams.draw_line(rope.x2, rope.y2, rope.x1, rope.y1, props.color) end
end

function rope_link.on_message(e, name)
  if name == "cut" then cut(e) end
end

return rope_link
