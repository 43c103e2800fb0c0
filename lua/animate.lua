-- animate: shows other frames of its sprite when it stands, walks, and is in the air.
--
-- Give the entity a Sprite with a frame size. Frames are counted row by row from 0; 0 frames leave out what it does.
local animate = {}

animate.properties = {
  stand_first = { default = 0, min = 0, max = 10000, doc = "first frame of standing" },
  stand_count = { default = 1, min = 1, max = 1000, doc = "how many frames standing has" },
  walk_first = { default = 0, min = 0, max = 10000, doc = "first frame of walking" },
  walk_count = { default = 0, min = 0, max = 1000, doc = "how many frames walking has" },
  air_first = { default = 0, min = 0, max = 10000, doc = "first frame in the air" },
  air_count = { default = 0, min = 0, max = 1000, doc = "how many frames being in the air has" },
  speed = { default = 8, min = 0, max = 60, unit = "/s", doc = "frames in a second" },
  from_speed = { default = 10, min = 0, max = 1000, unit = "px/s", doc = "slower than this is standing" },
  mirrors = { default = true, doc = "looks left when it moves left" },
}

function animate.on_update(e, dt, props)
  local first, count = props.stand_first, props.stand_count
  if props.air_count > 0 and not ams.is_grounded(e) then
    first, count = props.air_first, props.air_count
  elseif props.walk_count > 0 and ams.sqrt(e.vx * e.vx + e.vy * e.vy) >= props.from_speed then
    first, count = props.walk_first, props.walk_count
  end
  ams.play_frames(e, first, count, props.speed)
  if props.mirrors and math.abs(e.vx) >= props.from_speed then ams.set_flip_x(e, e.vx < 0) end
end

return animate
