-- spikes: who touches them is hurt
local spikes = {}

function spikes.on_collision(e, other)
  ams.emit(other, "hurt")
end

return spikes
