-- The dummies stand being thrown about.
local tests = {}

local function inside(dummy)
  test.expect(dummy.x > 0 and dummy.x < ams.get_screen_width(), "a dummy stays in the hall")
  test.expect(dummy.y < ams.get_screen_height(), "and above its floor")
end

function tests.fly_off_and_stay_in_the_hall()
  test.wait(1)
  local dummies = ams.get_entities_by_tag("dummy")
  test.expect(#dummies > 0, "there are dummies")
  local highest = dummies[1].y
  test.press("Space", 0.1)
  for _ = 1, 30 do
    test.wait(1 / 60)
    highest = math.min(highest, dummies[1].y)
  end
  test.expect(highest < dummies[1].y or dummies[1].vy < 0, "Space throws them up")
  test.wait(3)
  for _, dummy in ipairs(dummies) do inside(dummy) end
end

return tests
