-- goal: ends the level. Touching it wins the game or goes to the next scene.
--
-- Give the entity a Collider that is a sensor.
local goal = {}

goal.properties = {
  winner = { default = "hero", doc = "tag of who may reach it" },
  message = { default = "You made it!", doc = "shown when the game is won" },
  next_scene = { default = "", doc = "name of the scene to go to instead of winning" },
  needed = { default = 0, min = 0, doc = "score that opens it" },
}

function goal.on_collision(e, other, contact, props)
  if not ams.has_tag(other, props.winner) then return end
  if ams.get_score() < props.needed then
    ams.log("The goal opens at a score of " .. props.needed)
  elseif props.next_scene ~= "" then
    ams.load_scene(props.next_scene)
  else
    ams.win(props.message)
  end
end

return goal
