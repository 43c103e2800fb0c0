-- string: reaches from where it hangs to a ball
local string_ = {}

string_.properties = {
  ball = { default = "", doc = "name of the ball at its end" },
}

function string_.on_update(e, dt, props)
  local ball = ams.find(props.ball)
  if not ball then return end
  local dx, dy = ball.x - e.x, ball.y - e.y
  ams.set_size(e, ams.get_width(e), ams.sqrt(dx * dx + dy * dy))
  -- A string at rest hangs straight down; angles count clockwise.
  e.rotation = math.deg(ams.atan2(dy, dx)) - 90
end

return string_
