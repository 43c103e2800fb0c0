-- swap: its player may go over to somebody who sleeps
local swap = {}

function swap.on_update(e)
  if ams.get_prop(e, "asleep") or ams.get_state() ~= "playing" then return end
  if ams.was_input_pressed("swap") then ams.emit_to_tag("crew", "swap", e) end
end

return swap
