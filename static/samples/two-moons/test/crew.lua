-- What one can do alone, and what takes two.
local tests = {}

local function settled()
  local blue, rose = ams.find("Blue"), ams.find("Rose")
  test.wait_until(function() return ams.is_grounded(blue) and ams.is_grounded(rose) end, 3, "both to stand")
  return blue, rose
end

local function put(hero, x, y)
  hero.x, hero.y = x, y
  hero.vx, hero.vy = 0, 0
end

function tests.tab_changes_over()
  local blue, rose = settled()
  local blue_x, rose_x = blue.x, rose.x
  test.press("right", 0.3)
  test.expect(blue.x > blue_x + 30 and rose.x == rose_x, "blue walks while rose sleeps")
  test.press("swap", 0.1)
  test.wait(0.3)
  blue_x = blue.x
  test.press("right", 0.3)
  test.expect(rose.x > rose_x + 30, "after Tab rose walks")
  test.expect(math.abs(blue.x - blue_x) < 1, "and blue sleeps")
  test.click(908, 100)
  test.wait(0.3)
  rose_x = rose.x
  test.press("left", 0.3)
  test.expect(blue.x < blue_x and math.abs(rose.x - rose_x) < 1, "the button changes over too")
end

function tests.a_plate_holds_the_door()
  local blue, rose = settled()
  local door, plate = ams.find("Door"), ams.find("Plate before the door")
  local shut = door.y
  put(blue, plate.x, plate.y - 30)
  test.wait_until(function() return door.y < shut - 120 end, 2, "the door to open")
  put(rose, door.x, 300)
  put(blue, plate.x - 100, plate.y - 30)
  test.wait(1.5)
  test.expect(door.y < shut - 20, "it does not come down on who stands in it")
  put(rose, door.x + 60, 300)
  test.wait_until(function() return door.y == shut end, 2, "the door to shut")
end

function tests.a_crate_holds_a_plate_too()
  settled()
  local crate, plate = ams.find("Crate"), ams.find("Plate of the elevator")
  local elevator = ams.find("Elevator")
  local low = elevator.y
  crate.x, crate.y = plate.x, plate.y - 40
  -- It may be anywhere once its place is there.
  ams.set_prop(crate, "home_x", plate.x)
  test.wait_until(function() return elevator.y < low - 190 end, 4, "the elevator to rise")
end

function tests.a_crate_that_goes_astray_comes_back()
  settled()
  local crate = ams.find("Crate")
  local x, y = crate.x, crate.y
  crate.y = ams.get_screen_height() + 100
  test.wait_until(function() return crate.x == x and math.abs(crate.y - y) < 1 end, 1, "the crate to come back")
  crate.x = x - 450
  test.wait_until(function() return crate.x == x end, 1, "and from the left")
end

function tests.spikes_send_back_to_the_beacon()
  local blue = settled()
  local beacon, spikes = ams.find("Beacon 3"), ams.find("Spikes in the pit")
  put(blue, beacon.x, beacon.y)
  test.wait(0.2)
  test.expect_equal(ams.get_frame(beacon), 1)
  put(blue, spikes.x, spikes.y - 60)
  test.wait_until(function() return math.abs(blue.x - beacon.x) < 2 end, 1, "blue to come back to the beacon")
end

function tests.the_lift_takes_two_and_then_anybody()
  local blue, rose = settled()
  local lift = ams.find("Lift")
  local low = lift.y
  put(blue, lift.x - 30, lift.y - 40)
  test.wait(1)
  test.expect_equal(lift.y, low)
  put(rose, lift.x + 30, lift.y - 40)
  test.wait_until(function() return lift.y == low - 224 end, 4, "the lift to carry both up")
  put(blue, 100, 420)
  put(rose, 140, 420)
  test.wait_until(function() return lift.y == low end, 6, "it to come down when both are off")
  put(rose, lift.x, lift.y - 40)
  test.wait_until(function() return lift.y < low - 100 end, 3, "it to carry one who was left behind")
end

function tests.the_ferry_glides_and_carries()
  local blue = settled()
  local ferry = ams.find("Ferry")
  put(blue, ferry.x, ferry.y - 40)
  local least, most, last = ferry.x, ferry.x, ferry.x
  for tick = 1, 150 do
    test.wait(1 / 60)
    test.expect(math.abs(ferry.x - last) < 2, "it never jumps")
    last = ferry.x
    least, most = math.min(least, last), math.max(most, last)
  end
  test.expect(most - least > 50, "it goes to and fro")
  test.expect(math.abs(blue.x - ferry.x) < 20, "and who stands on it goes along")
end

function tests.the_flag_waits_for_both()
  local blue, rose = settled()
  test.press("left", 0.1)
  local flag = ams.find("Flag")
  put(blue, flag.x, flag.y)
  test.wait(0.3)
  test.expect_equal(ams.get_state(), "playing")
  test.expect_equal(ams.get_text(ams.find("Flag sign")), "1 of 2")
  put(rose, flag.x - 30, flag.y)
  test.wait(0.3)
  test.expect_equal(ams.get_state(), "won")
  test.expect(ams.load("best") > 0, "the time is kept")
end

return tests
