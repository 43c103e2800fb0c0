-- finish: the rover that reaches the flag has won
local finish = {}

function finish.on_collision(e, other)
  if ams.get_type(other) == "Rover" then
    ams.win(string.format("%.1f seconds over the hills", ams.get_time()))
  end
end

return finish
