-- score: writes the score, and the coins that are left
local score = {}

function score.on_update(e)
  ams.set_text(e, string.format("Score %d   Coins left %d", ams.get_score(), ams.count_entities_by_tag("coin")))
end

return score
