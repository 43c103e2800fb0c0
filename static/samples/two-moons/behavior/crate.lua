-- crate: is pushed; one that goes too far astray comes back to where it was
--
-- Give it the behaviour comeback too.
local crate = {}

crate.properties = {
  left = { default = 400, min = 0, max = 10000, unit = "px", doc = "how far to the left it may be pushed" },
  right = { default = 400, min = 0, max = 10000, unit = "px", doc = "how far to the right it may be pushed" },
}

function crate.on_update(e, dt, props)
  local away = e.x - ams.get_prop(e, "home_x")
  if away < -props.left or away > props.right then ams.emit(e, "hurt") end
end

return crate
