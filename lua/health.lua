-- health: can be hurt and healed, and dies.
--
-- Messages: "damage" takes health (data: how much), "heal" gives it back. Who dies gets the message "died" first.
-- Its prop "has_health" is true: others see by it that they should send messages instead of setting the health.
local health = {}

health.properties = {
  health = { default = 3, min = 0, max = 100000, doc = "at the start" },
  most = { default = 3, min = 0, max = 100000, doc = "healing never goes beyond this" },
  safe_time = { default = 0.8, min = 0, max = 30, unit = "s", doc = "how long nothing hurts it after a hit; it blinks" },
  on_death = { default = "destroy", options = { "destroy", "lose the game", "nothing" }, doc = "what its death does" },
  points = { default = 0, min = -100000, max = 100000, doc = "added to the score by its death" },
  leaves = { default = "", doc = "name of a prefab that takes its place, such as smoke or a coin" },
}

function health.on_spawn(e, props)
  ams.set_health(e, props.health)
  ams.set_prop(e, "has_health", true)
  ams.set_prop(e, "safe_until", 0)
end

local function die(e, props)
  if ams.get_prop(e, "died") then return end
  ams.set_prop(e, "died", true)
  ams.set_alpha(e, 1)
  ams.emit(e, "died")
  ams.add_score(props.points)
  if props.leaves ~= "" then ams.spawn(props.leaves, e.x, e.y) end
  if props.on_death == "destroy" then ams.destroy(e) end
  if props.on_death == "lose the game" then ams.lose() end
end

function health.on_message(e, name, data, props)
  if name == "heal" then
    ams.set_health(e, math.min(props.most, ams.get_health(e) + data))
  elseif name == "damage" and ams.get_time() >= ams.get_prop(e, "safe_until") then
    ams.set_health(e, math.max(0, ams.get_health(e) - data))
    ams.set_prop(e, "safe_until", ams.get_time() + props.safe_time)
  end
end

function health.on_update(e, dt, props)
  if ams.get_health(e) <= 0 then return die(e, props) end
  local left = ams.get_prop(e, "safe_until") - ams.get_time()
  -- Ten times a second, shown and half hidden.
  if left > 0 then
    ams.set_alpha(e, math.floor(left * 20) % 2 == 0 and 1 or 0.4)
    ams.set_prop(e, "blinks", true)
  elseif ams.get_prop(e, "blinks") then
    ams.set_alpha(e, 1)
    ams.set_prop(e, "blinks", nil)
  end
end

return health
