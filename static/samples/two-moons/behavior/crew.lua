-- crew: who plays which hero
--
-- Alone you play one hero while the other one sleeps, and change over with Tab. When friends join, each takes a hero that
-- sleeps; from the third on a new one comes to the furthest beacon.
local crew = {}

local suits = { "hero-blue", "hero-rose", "hero-lime", "hero-gold" }

local function heroes() return ams.get_entities_by_tag("hero") end

local function wake(hero, player)
  ams.set_owner(hero, player)
  ams.set_prop(hero, "asleep", false)
  -- Of several players each has a camera of their own, which follows what is theirs.
  if player == 0 then ams.camera_follow(hero, 0.15) end
end

local function send_to_sleep(hero)
  ams.set_owner(hero, 0)
  ams.set_prop(hero, "asleep", true)
end

-- The next one who sleeps, in order of the scene, after a given hero.
local function next_asleep(after)
  local first, passed = nil, after == nil
  for _, hero in ipairs(heroes()) do
    if ams.get_prop(hero, "asleep") then
      if passed then return hero end
      first = first or hero
    end
    passed = passed or hero == after
  end
  return first
end

function crew.on_spawn(e)
  for _, hero in ipairs(heroes()) do send_to_sleep(hero) end
  if #ams.players() == 0 then wake(heroes()[1], 0) end
end

-- The place of somebody new: the spawn point of their seat, later the furthest beacon.
local function place_of(player)
  local points = ams.get_entities_by_tag("spawn")
  local point = points[(player.id - 1) % #points + 1]
  return ams.get_value("beacon_x", point.x), ams.get_value("beacon_y", point.y)
end

function crew.on_player_join(e, player)
  -- Somebody who was played without a seat is free from now on.
  for _, hero in ipairs(heroes()) do
    if ams.get_owner(hero) == 0 then ams.set_prop(hero, "asleep", true) end
  end
  local hero = next_asleep()
  if not hero then
    hero = ams.spawn("Hero", place_of(player))
    ams.set_sprite(hero, suits[(player.id - 1) % #suits + 1])
  end
  wake(hero, player.id)
end

function crew.on_player_leave(e, player)
  for _, hero in ipairs(heroes()) do
    if ams.get_owner(hero) == player.id then ams.set_prop(hero, "asleep", true) end
  end
end

function crew.on_message(e, name, hero)
  if name ~= "swap" then return end
  -- Who is awakened by a key must not be sent to sleep by the same press.
  if ams.get_prop(e, "swapped") == ams.get_time() then return end
  local other = next_asleep(hero)
  if not other then return end
  ams.set_prop(e, "swapped", ams.get_time())
  local player = ams.get_owner(hero)
  send_to_sleep(hero)
  wake(other, player)
end

function crew.on_update(e)
  ams.set_visible(ams.find("Swap"), next_asleep() ~= nil and ams.get_state() == "playing")
end

return crew
