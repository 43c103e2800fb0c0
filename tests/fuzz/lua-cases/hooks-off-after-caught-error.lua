local M = {}
function M.on_update(e)
  local a = coroutine.wrap(function()
    pcall(string.format, nil, 1)
    while true do end
  end)
  pcall(a, e)
end
return M
