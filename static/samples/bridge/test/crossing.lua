-- The bridge holds, and the gorge is deep.
local tests = {}

function tests.sags_and_holds()
  test.wait(2)
  local plank = ams.find("Plank 6")
  local y = plank.y
  test.wait(2)
  test.expect(math.abs(plank.y - y) < 20, "the bridge comes to rest")
end

function tests.boulders_roll_towards_the_bridge()
  test.wait(1)
  test.press("Space", 0.05)
  local boulder = ams.get_entities_of_type("Boulder")[1]
  local x = boulder.x
  test.wait_until(function() return boulder.x > x + 20 end, 3, "the boulder to roll")
end

function tests.loses_in_the_gorge()
  local explorer = ams.get_entities_by_tag("explorer")[1]
  explorer.y = ams.get_screen_height() + 100
  test.wait(0.1)
  test.expect_equal(ams.get_state(), "lost")
end

return tests
