local M = {}
function M.on_update(e)
print(1e308 ^ 2 ^ 53, (-1) ^ 1e308, (-7) ^ -1e300, e.x ^ e.x ^ 50, pcall(function() return (e.y + 1) ^ (2 ^ 60) end))
end
return M
