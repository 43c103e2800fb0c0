-- Keys spawn, a click pushes, R starts again, Esc ends.
local tests = {}

local function count(type) return #ams.get_entities_of_type(type) end

local function tap(key)
  test.press(key, 1 / 30)
  test.wait(1 / 30)
end

function tests.keys_spawn()
  for _ = 1, 3 do tap("Space") end
  tap("KeyC")
  test.expect_equal(count("Box"), 3)
  test.expect_equal(count("Circle"), 1)
end

function tests.a_click_pushes_what_is_near()
  tap("Space")
  test.wait(3)
  local box = ams.get_entities_of_type("Box")[1]
  local x = box.x
  test.click(x - 30, box.y)
  test.wait(0.3)
  test.expect(box.x > x + 15, "the box is pushed away")
end

function tests.r_starts_again()
  tap("Space")
  tap("KeyR")
  test.expect_equal(count("Box"), 0)
end

function tests.escape_ends()
  tap("Escape")
  test.expect_equal(ams.get_state(), "won")
end

return tests
