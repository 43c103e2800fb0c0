-- race: the clock of the race, from the first key to the flag; the best time is kept
local race = {}

-- 83.46 is written 1:23.4
local function written(seconds)
  local tenths = math.floor(seconds * 10)
  return string.format("%d:%04.1f", tenths // 600, tenths % 600 / 10)
end

function race.on_update(e)
  local started = ams.get_prop(e, "started")
  if not started and (ams.get_input_axis("left", "right") ~= 0 or ams.was_input_pressed("jump")) then
    started = ams.get_time()
    ams.set_prop(e, "started", started)
  end
  if ams.get_state() == "playing" then
    ams.set_prop(e, "time", started and ams.get_time() - started or 0)
  end
  local best = ams.load("best")
  ams.set_text(e, written(ams.get_prop(e, "time")) .. (best and "   Best " .. written(best) or ""))
end

function race.on_message(e, name)
  if name ~= "finish" then return end
  local time, best = ams.get_prop(e, "time"), ams.load("best")
  if best and time >= best then
    ams.win("Together in " .. written(time) .. ". Best: " .. written(best))
  else
    ams.store("best", time)
    ams.win("Together in " .. written(time) .. ": your best time!")
  end
end

return race
