-- restart: R begins the scene again
local restart = {}

function restart.on_update(e)
  if ams.was_key_pressed("KeyR") then ams.restart() end
end

return restart
