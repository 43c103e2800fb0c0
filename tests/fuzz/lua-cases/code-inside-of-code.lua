local M = {}
function M.on_update(e)
pcall(function() kept = { function() total = 1 end } end)
print(kept)
end
return M --xxxxxx
