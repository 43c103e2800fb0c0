-- follow_parent: stays at a place beside another entity, as a hat, a shield or a pet does.
--
-- Without a name it follows the entity it is under in the hierarchy.
local follow_parent = {}

follow_parent.properties = {
  parent = { default = "", doc = "name of whom it follows" },
  dx = { default = 0, min = -5000, max = 5000, unit = "px", doc = "how far to the right of it" },
  dy = { default = -40, min = -5000, max = 5000, unit = "px", doc = "how far below it" },
  lag = { default = 0, min = 0, max = 5, unit = "s", doc = "how far it is behind in time; 0 sticks to it" },
  mirrors = { default = true, doc = "changes sides when the parent looks left" },
  leaves_too = { default = true, doc = "is destroyed when the parent is" },
}

function follow_parent.on_update(e, dt, props)
  local parent
  if props.parent ~= "" then
    parent = ams.find(props.parent)
  else
    parent = ams.get_parent_id(e)
  end
  if not parent then
    if props.leaves_too and ams.get_prop(e, "followed") then ams.destroy(e) end
    return
  end
  ams.set_prop(e, "followed", true)
  local flipped = props.mirrors and ams.get_flip_x(parent)
  local x = parent.x + (flipped and -props.dx or props.dx)
  local y = parent.y + props.dy
  -- The same share of the way in each tick: quick at first, soft at the end.
  local share = props.lag > 0 and math.min(1, dt / props.lag) or 1
  ams.set_position(e, e.x + (x - e.x) * share, e.y + (y - e.y) * share)
  if props.mirrors then ams.set_flip_x(e, flipped) end
end

return follow_parent
