-- destroy_offscreen: gone once it has left the picture.
local destroy_offscreen = {}

destroy_offscreen.properties = {
  margin = { default = 100, min = 0, max = 10000, unit = "px", doc = "how far outside the picture it may be" },
  must_enter = { default = true, doc = "waits until it has been in the picture once" },
}

function destroy_offscreen.on_update(e, dt, props)
  local zoom = ams.get_camera_zoom()
  local across = ams.get_screen_width() / zoom / 2 + ams.get_width(e) / 2
  local down = ams.get_screen_height() / zoom / 2 + ams.get_height(e) / 2
  local dx = math.abs(e.x - ams.get_camera_x())
  local dy = math.abs(e.y - ams.get_camera_y())
  if dx <= across and dy <= down then
    ams.set_prop(e, "was_seen", true)
  elseif dx > across + props.margin or dy > down + props.margin then
    if ams.get_prop(e, "was_seen") or not props.must_enter then ams.destroy(e) end
  end
end

return destroy_offscreen
