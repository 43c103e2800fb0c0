-- One ball falls, one ball flies off.
local tests = {}

function tests.hands_the_push_on()
  local last, middle = ams.find("Ball 5"), ams.find("Ball 3")
  local rest, still = last.x, middle.x
  local flown, moved = 0, 0
  for _ = 1, 120 do
    test.wait(1 / 60)
    flown = math.max(flown, last.x - rest)
    moved = math.max(moved, math.abs(middle.x - still))
  end
  test.expect(flown > 80, "the last ball flies off")
  test.expect(moved < flown / 3, "those between hardly move")
end

return tests
