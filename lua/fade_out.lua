-- fade_out: fades away and is gone, as smoke, sparks and messages do.
local fade_out = {}

fade_out.properties = {
  delay = { default = 0, min = 0, max = 600, unit = "s", doc = "how long it stays as it is" },
  duration = { default = 1, min = 0, max = 600, unit = "s", doc = "how long it takes to fade" },
  destroys = { default = true, doc = "removes the entity; else it is hidden" },
}

function fade_out.on_spawn(e)
  ams.set_prop(e, "fade_age", 0)
  ams.set_prop(e, "fade_from", ams.get_alpha(e))
end

function fade_out.on_update(e, dt, props)
  local age = ams.get_prop(e, "fade_age") + dt
  ams.set_prop(e, "fade_age", age)
  if age < props.delay then return end
  local part = props.duration > 0 and (age - props.delay) / props.duration or 1
  if part < 1 then
    ams.set_alpha(e, ams.get_prop(e, "fade_from") * (1 - part))
  elseif props.destroys then
    ams.destroy(e)
  else
    ams.set_alpha(e, 0)
    ams.set_visible(e, false)
  end
end

return fade_out
