-- goal: reaching it wins
local goal = {}

function goal.on_collision(e, other)
  if ams.has_tag(other, "hero") and ams.get_state() == "playing" then
    ams.win("You reached the flag!")
  end
end

return goal
