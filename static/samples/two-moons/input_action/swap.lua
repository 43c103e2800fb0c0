-- swap: the button on the screen does what Tab does
local swap = {}

function swap.execute(x, y, args)
  for _, hero in ipairs(ams.get_entities_by_tag("hero")) do
    if not ams.get_prop(hero, "asleep") then
      ams.emit_to_tag("crew", "swap", hero)
      return
    end
  end
end

return swap
