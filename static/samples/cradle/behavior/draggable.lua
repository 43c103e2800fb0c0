-- draggable: follows the mouse or finger that took hold of it
local draggable = {}

function draggable.on_update(e)
  local x, y = ams.get_pointer_x(), ams.get_pointer_y()
  if ams.was_pointer_pressed() then
    for _, touched in ipairs(ams.at_point(x, y)) do
      if touched == e then ams.set_prop(e, "grip", ams.grab(e, x, y)) end
    end
  end
  local grip = ams.get_prop(e, "grip")
  if not grip then return end
  if ams.is_pointer_down() then
    ams.pull_to(grip, x, y)
  else
    ams.remove_joint(grip)
    ams.set_prop(e, "grip", nil)
  end
end

return draggable
