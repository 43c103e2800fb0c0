-- The rover drives, brakes and keeps its wheels.
local tests = {}

function tests.drives_to_the_right_and_back()
  local rover = ams.find("Rover")
  test.wait(1)
  local start = rover.x
  test.press("ArrowRight", 2)
  test.expect(rover.x > start + 100, "two seconds go 100 px")
  test.press("Space", 1.5)
  test.expect(math.abs(rover.vx) < 40, "Space brakes")
  local far = rover.x
  test.press("ArrowLeft", 1.5)
  test.expect(rover.x < far, "the left arrow drives back")
end

function tests.starts_again()
  local start = ams.find("Rover").x
  test.wait(1)
  test.press("ArrowRight", 1)
  test.press("KeyR", 0.1)
  test.wait(0.1)
  test.expect(math.abs(ams.find("Rover").x - start) < 30, "R puts the rover back")
end

return tests
