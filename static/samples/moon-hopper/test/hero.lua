-- What the hero can do, and what ends it.
local tests = {}

local function settled()
  local hero = ams.find("Hero")
  test.wait_until(function() return ams.is_grounded(hero) end, 3, "the hero to stand on the ground")
  return hero
end

function tests.walks_both_ways()
  local hero = settled()
  local start = hero.x
  test.press("right", 0.5)
  test.expect(hero.x > start + 60, "half a second of walking goes 60 px to the right")
  local far = hero.x
  test.press("left", 0.5)
  test.expect(hero.x < far - 30, "and back")
end

function tests.jumps_higher_while_the_key_is_held()
  local function height(seconds)
    local hero = settled()
    local ground, top = hero.y, hero.y
    test.press("jump")
    for tick = 1, 60 do
      test.wait(1 / 60)
      if tick == math.floor(seconds * 60) then test.release("jump") end
      top = math.min(top, hero.y)
    end
    test.release()
    return ground - top
  end
  local short, long = height(0.05), height(0.6)
  test.expect(short > 10, "a tap jumps")
  test.expect(long > short * 1.5, "holding the key jumps higher")
end

function tests.takes_coins()
  local hero = settled()
  local coin = ams.get_entities_by_tag("coin")[1]
  local left = ams.count_entities_by_tag("coin")
  hero.x, hero.y = coin.x, coin.y
  test.wait_until(function() return not ams.is_alive(coin) end, 1, "the coin to be taken")
  test.expect_equal(ams.get_score(), 10)
  test.expect_equal(ams.count_entities_by_tag("coin"), left - 1)
end

function tests.jumps_on_crawlers()
  local hero = settled()
  local crawler = ams.find("Crawler 1")
  hero.x, hero.y = crawler.x, crawler.y - 80
  hero.vx, hero.vy = crawler.vx, 0
  test.wait_until(function() return not ams.is_alive(crawler) end, 2, "the crawler to be squashed")
  test.expect_equal(ams.get_state(), "playing")
  test.wait_until(function() return hero.vy < -100 end, 0.1, "the hero to bounce off")
end

function tests.loses_in_a_crater()
  local hero = settled()
  hero.y = ams.get_screen_height() + 100
  test.wait(0.1)
  test.expect_equal(ams.get_state(), "lost")
end

return tests
