-- explorer: walks, jumps, and sends boulders over the bridge
local explorer = {}

explorer.properties = {
  speed = { default = 130, min = 0, max = 600, unit = "px/s", doc = "walking speed" },
  jump = { default = 330, min = 0, max = 900, unit = "px/s", doc = "speed at which it leaves the ground" },
  boulder_speed = { default = 180, min = 0, max = 800, unit = "px/s", doc = "how fast a boulder rolls in" },
}

function explorer.on_update(e, dt, props)
  local direction = 0
  if ams.is_key_down("ArrowRight") then direction = direction + 1 end
  if ams.is_key_down("ArrowLeft") then direction = direction - 1 end
  e.vx = direction * props.speed
  if direction ~= 0 then ams.set_flip_x(e, direction < 0) end
  if ams.was_key_pressed("ArrowUp") and ams.is_grounded(e) then e.vy = -props.jump end
  if ams.was_key_pressed("Space") then ams.spawn("Boulder", 40, 200, props.boulder_speed, 0) end
  if e.y > ams.get_screen_height() + 60 then ams.lose("The gorge is deep") end
  if ams.was_key_pressed("KeyR") then ams.restart() end
end

return explorer
