local M = {}
function M.on_update(e)
local nothing
kept = { nothing }
kept = { nothing, nil, kept, nothing, x = 1 }
kept = { x = kept, nil }
print(#kept)
end
return M
