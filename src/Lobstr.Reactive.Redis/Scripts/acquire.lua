-- ARGV: cap or nothing, how long it has waited, urgent (0, 1), file (0, 1), wanted in a window, polls, sent without a permit, lease,
-- the epoch that the client knows or nothing, an epoch to begin with, how many of its requests are due.
-- Returns: permit or nothing, when to ask again, how long the pause lasts, why (0: none, 1: 429, 2: used up), clients, epoch.
local cap, waited, is_urgent, is_file = tonumber(ARGV[4]), tonumber(ARGV[5]), ARGV[6] == '1', ARGV[7] == '1'
local alone, lease, epoch = tonumber(ARGV[10]), tonumber(ARGV[11]), ARGV[12]

-- How long a place is kept for whoever was told to come at an instant and does not.
local GRACE = 2000
-- Whoever is told of a slot comes up to two milliseconds after it, for instants are rounded up.
local ROUNDED = 2
-- Until something changes that no instant is known of.
local SOON = 250
-- So few polls need no turns.
local FEW = 4

-- Without a memory nobody knows what was sent. Who was here a window ago makes sure that it is waited for; else the first window is
-- begun evenly, for others may come and say so.
if not state.epoch then
  state.epoch = ARGV[13]
  state.paced_until = math.max(known('paced_until'), now + window)
end
if epoch ~= '' and epoch ~= state.epoch and not state.lost then
  state.lost = 1
  state.not_before = now + window
  state.paced_until = math.max(known('paced_until'), state.not_before + window)
  keep_until(state.paced_until)
end
count(alone)

-- What everybody wants who has been here lately.
redis.call('HSET', DEMANDS, client, ARGV[4] .. '|' .. ARGV[8] .. '|' .. ARGV[9] .. '|' .. whole(now))
expire(DEMANDS)
local lately = now - math.max(window * 2, 10000)
local wanted, polls = 0, 0
cap = nil
local demands = redis.call('HGETALL', DEMANDS)
for i = 1, #demands, 2 do
  local most, more, members, seen = string.match(demands[i + 1], '^(.-)|(.-)|(.-)|(.-)$')
  if tonumber(seen) < lately then
    redis.call('HDEL', DEMANDS, demands[i])
  else
    most = tonumber(most)
    if most and (not cap or most < cap) then cap = most end
    wanted = wanted + tonumber(more)
    polls = polls + tonumber(members)
  end
end
state.cap = cap or 0
local most = cap or usual
local pace = window / most

redis.call('ZADD', CLIENTS, whole(now), client)
redis.call('ZREMRANGEBYSCORE', CLIENTS, '-inf', whole(now - 120000))
redis.call('PEXPIRE', CLIENTS, 120000)
local clients = redis.call('ZCARD', CLIENTS)

local in_flight = redis.call('ZCARD', FLIGHT)
local taken = in_flight + redis.call('ZCARD', ENDED)
local oldest = redis.call('ZRANGE', ENDED, 0, 0, 'WITHSCORES')
local first_return = oldest[2] and tonumber(oldest[2]) + window or nil

-- A file takes long, and what it finds out comes late.
local function is_busy_probing()
  if known('probing') == 0 then return false end
  if is_file then return in_flight > 0 end
  for _, permit in ipairs(redis.call('ZRANGE', FLIGHT, 0, -1)) do
    if string.sub(permit, -1) ~= 'f' then return true end
  end
  return false
end

-- If more is wanted than may be sent, it is spread evenly over the time until the first permit returns. Few polls keep their own time for as
-- long as the permits are plenty.
local function own_spacing()
  local rest = cap and most - taken or 0
  local is_enough = not cap or wanted <= most or (polls <= FEW and rest * 2 > most)
  if is_enough and state.last >= known('paced_until') then return 0 end
  local until_return = first_return and first_return - state.last or window
  local spacing = math.max(pace, rest > 0 and until_return / (rest + 1) or 0)
  return is_enough and math.min(spacing, state.paced_until - state.last) or spacing
end

-- If the service leaves less than is wanted until its window ends, it is spread over the rest of that, or until what is left is enough.
local function server_spacing(instant)
  if not is_known_at(instant) or left() < 1 or (polls <= FEW and left() * 2 > most) then return 0 end
  local enough = left() * 1.125 + 1.9
  local wants = cap and math.min(wanted, cap) or wanted
  local until_enough = wants > 0 and state.ends - state.last - window * enough / wants or 0
  return math.max(0, math.min((state.ends - state.last) / (left() + 1), until_enough))
end

-- When the next request may be sent, an instant that has passed if it might have been before; nothing: not before another one has ended.
local function next_send()
  if is_busy_probing() then return nil, 0 end
  local slot = math.max(known('paused_until'), known('not_before'))
  if cap and taken >= cap then
    if not first_return then return nil, 0 end
    slot = math.max(slot, first_return + 1)
  end
  if is_known_at(math.max(now, slot)) and left() < 1 then slot = state.ends end
  if not state.last then return slot, 0 end
  local spacing = math.max(own_spacing(), server_spacing(math.max(now, slot)))
  if known('pace') > 0 and known('probing') == 0 then spacing = math.max(spacing, 1000 / state.pace) end
  return math.max(slot, state.last + spacing), spacing
end

local slot, spacing = next_send()
local since = now - waited - (is_urgent and window * polls / most or 0)

-- Those who have waited longer, and whether one of them is about to come.
local before, is_taken = {}, false
local waiting = redis.call('HGETALL', WAITING)
for i = 1, #waiting, 2 do
  if waiting[i] ~= client then
    local other, due, comes = string.match(waiting[i + 1], '^(.-)|(.-)|(.-)$')
    other, due, comes = tonumber(other), tonumber(due), tonumber(comes)
    if now > comes + GRACE then
      redis.call('HDEL', WAITING, waiting[i])
    elseif other < since then
      before[#before + 1] = { since = other, due = due, comes = comes }
      is_taken = is_taken or comes <= now + ROUNDED
    end
  end
end

if slot and slot <= now and not is_taken then
  redis.call('HDEL', WAITING, client)
  local due = now - waited
  -- It has waited for the reset, and so have others: they do not come back in one burst.
  if state.remaining and due < known('ends') and now >= state.ends and left() < 1 then
    state.paced_until = math.max(known('paced_until'), state.ends + window)
  end
  -- A little late, for calls take time: the next one is not late as well.
  state.last = math.max(slot, now - spacing, known('last'))
  if state.remaining then state.uncounted = state.uncounted + 1 end
  local permit = next_number() .. '-' .. whole(now) .. '-' .. string.sub(state.epoch, 1, 8) .. (is_file and '-f' or '-r')
  keep_until(now + lease + window)
  redis.call('ZADD', FLIGHT, whole(now + lease), permit)
  expire(FLIGHT)
  save()
  return { permit, '0', '0', '0', whole(clients), state.epoch }
end

-- Each of those before takes a permit for what has been due longer, at the pace of the window: but that may change, and nobody waits long without
-- a look. Whoever of them comes later than that leaves it to whoever comes for it.
local comes = now + SOON
if slot then
  local free = math.max(slot, now) + 1
  table.sort(before, function(one, other) return one.comes < other.comes end)
  local wait = 0
  for _, other in ipairs(before) do
    if other.comes <= free + wait then
      local part = math.min(1, (since - other.since) / math.max(1, now - other.since))
      wait = wait + pace * math.floor(1 + math.max(0, other.due - 1) * part)
    end
  end
  comes = free + math.min(wait, math.max(window / 10, GRACE))
end
comes = math.max(now + 1, math.ceil(comes))
redis.call('HSET', WAITING, client, whole(since) .. '|' .. ARGV[14] .. '|' .. whole(comes))
keep_until(comes + window)
expire(WAITING)
save()
local pause, reason = 0, 0
if is_known_at(now) and left() < 1 and state.ends > known('paused_until') then
  pause, reason = state.ends - now, 2
elseif known('paused_until') > now then
  pause, reason = state.paused_until - now, 1
end
return { '', whole(comes - now), whole(pause), whole(reason), whole(clients), state.epoch }
