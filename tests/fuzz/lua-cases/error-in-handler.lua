local M = {}
function M.on_update(e, other, data, props)
xpcall(function()
for k, v in pairs(type(kept) == "table" and kept or { [0] = function(p, q) return coroutine.yield(q) end, x = math.ult, [0.5] = e.vy, [1] = "fuzz-1" }) do
for k, v in pairs(type(kept) == "table" and kept or { x = function(p, q) e.x = 1 / 0 end }) do
e.x = -math.huge
end
end
end, function(p, q) return tostring(p) .. tostring(q) end)
if true then error(0.5) end
for i = 1, math.huge do
pcall(function()
do
end
end)
end
xpcall(function()
pcall(function()
do
::again86::
end
end)
xpcall(function()
end, function(p, q) return tostring(p) .. tostring(q) end)
end, function(p, q) return function(p, q) return tostring(p) .. tostring(q) end end)
end
function M.on_collision(e, other, data, props)
for k, v in pairs(type(kept) == "table" and kept or { x = 0, [0] = { [0.5] = "[%w_]+", e.note, x = false }, table.remove }) do
local function f(n)
while false do
end
end
end
if #(math.huge ~= M) then
end
end
function M.on_paused(e, other, data, props)
while false do
xpcall(function()
end, function(p, q) e.x = 1 / 0 end)
for k, v in pairs(type(kept) == "table" and kept or { x = select(2, pcall(coroutine.running, function(p, q) return e.note end)), [0] = -1e300, x = M, x = e.note }) do
end
end
for i = 1, 100 do
if (2 == "fuzz-1") then
a = coroutine.wrap(function(...)
end)
for k, v in pairs(type(kept) == "table" and kept or { [0.5] = 0.5, [2] = math.type, x = function(p, q) return p, q end }) do
end
end
end
end
return M