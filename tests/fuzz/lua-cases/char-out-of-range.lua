local M = {}
function M.on_update(e)
  local done, message = pcall(string.char, 65, -1)
  ams.log(message)
  ams.log(string.char(72, 105))
end
return M
