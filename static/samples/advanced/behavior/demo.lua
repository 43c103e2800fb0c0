-- demo: keys spawn, clicks push
local demo = {}

demo.properties = {
  most = { default = 150, min = 1, max = 500, doc = "how many may lie about" },
  radius = { default = 140, min = 10, max = 600, unit = "px", doc = "how far a click reaches" },
  push = { default = 700, min = 0, max = 3000, unit = "px/s", doc = "how fast a click makes what is right beside it" },
}

local function spawn(type, most)
  if ams.count_entities_by_tag("spawned") >= most then return end
  local x = ams.random_range(120, ams.get_screen_width() - 120)
  local made = ams.spawn(type, x, 60, ams.random_range(-80, 80), 0)
  ams.set_frame(made, math.floor(ams.random_range(0, 4)) % 4)
end

local function push(x, y, radius, speed)
  for _, other in ipairs(ams.in_radius(x, y, radius)) do
    if ams.has_tag(other, "spawned") then
      local dx, dy = other.x - x, other.y - y
      local far = math.max(1, ams.sqrt(dx * dx + dy * dy))
      local impulse = ams.get_mass(other) * speed * (1 - math.min(1, far / radius))
      ams.apply_impulse(other, dx / far * impulse, dy / far * impulse)
    end
  end
end

function demo.on_update(e, dt, props)
  if ams.was_key_pressed("Space") then spawn("Box", props.most) end
  if ams.was_key_pressed("KeyC") then spawn("Circle", props.most) end
  if ams.was_pointer_pressed() then push(ams.get_pointer_x(), ams.get_pointer_y(), props.radius, props.push) end
  if ams.was_key_pressed("KeyR") then ams.restart() end
  if ams.was_key_pressed("Escape") then ams.win("That was the demo") end
  ams.set_text(ams.find("Count"), ams.count_entities_by_tag("spawned") .. " bodies")
end

return demo
