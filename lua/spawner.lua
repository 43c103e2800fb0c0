-- spawner: makes entities of a prefab again and again.
local spawner = {}

spawner.properties = {
  prefab = { default = "Enemy", doc = "name of the prefab" },
  interval = { default = 2, min = 0.02, max = 600, unit = "s", doc = "time between two" },
  delay = { default = 0, min = 0, max = 600, unit = "s", doc = "time before the first" },
  at_once = { default = 5, min = 1, max = 1000, doc = "how many of the prefab there may be in the scene" },
  total = { default = 0, min = 0, max = 100000, doc = "how many it makes at all; 0 for no end" },
  spread_x = { default = 0, min = 0, max = 5000, unit = "px", doc = "how far to each side they may appear" },
  spread_y = { default = 0, min = 0, max = 5000, unit = "px", doc = "how far up and down they may appear" },
  vx = { default = 0, min = -5000, max = 5000, unit = "px/s", doc = "how fast they start to the right" },
  vy = { default = 0, min = -5000, max = 5000, unit = "px/s", doc = "how fast they start downwards" },
}

function spawner.on_spawn(e, props)
  ams.set_prop(e, "spawner_wait", props.delay)
  ams.set_prop(e, "spawner_made", 0)
end

function spawner.on_update(e, dt, props)
  local wait = ams.get_prop(e, "spawner_wait") - dt
  ams.set_prop(e, "spawner_wait", math.max(wait, 0))
  -- Half a tick early rather than nearly a whole one late.
  if wait > dt / 2 then return end
  local made = ams.get_prop(e, "spawner_made")
  if props.total > 0 and made >= props.total then return end
  if #ams.get_entities_of_type(props.prefab) >= props.at_once then return end
  local x = e.x + ams.random_range(-props.spread_x, props.spread_x)
  local y = e.y + ams.random_range(-props.spread_y, props.spread_y)
  ams.spawn(props.prefab, x, y, props.vx, props.vy)
  ams.set_prop(e, "spawner_made", made + 1)
  ams.set_prop(e, "spawner_wait", props.interval)
end

return spawner
