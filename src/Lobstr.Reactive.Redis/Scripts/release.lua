-- ARGV: permit or nothing, outcome (unused, ended, accepted, throttled), pause or nothing, remaining or nothing, the second of the reset, how long
-- until then.
local permit, outcome, asked = ARGV[4], ARGV[5], tonumber(ARGV[6])
local remaining, reset, reset_in = tonumber(ARGV[7]), tonumber(ARGV[8]), tonumber(ARGV[9])

if permit == '' then
  redis.call('HDEL', WAITING, client)
  save()
  return ''
end

if redis.call('ZREM', FLIGHT, permit) == 0 then
  -- Its lease had ended before it did, or this is another memory.
  if outcome ~= 'unused' then count(1) end
  save()
  return ''
end
if outcome == 'unused' then
  if state.remaining then state.uncounted = state.uncounted - 1 end
  save()
  return ''
end
add_ended(now)

local sent_at = tonumber(string.match(permit, '^%d+%-(%d+)'))
local in_flight = redis.call('ZCARD', FLIGHT)
local told = makes_sense(remaining, reset_in)

-- The lowest that was heard in a window counts: what is left only shrinks.
local function learn()
  -- A window that has begun by now ends within a window's length: what a header says beyond that may be its rounding.
  local ends = now + (reset_in <= window + 2000 and math.min(reset_in, window) or reset_in)
  -- How far a reset may wander within a window, in seconds: not at all if windows are about as short as that.
  local jitter = window >= 40000 and 2 or 0
  local drift = reset - known('first')
  if state.remaining and math.abs(drift) <= jitter then
    if now < known('ends') then
      -- Each answer bounds the end from above, for its rounding; the latest reset of the window counts.
      local later = math.abs(reset - state.reset) * 1000
      state.ends = reset > state.reset and math.min(state.ends + later, ends) or math.min(state.ends, ends + later)
      state.reset = math.max(reset, state.reset)
      if remaining >= state.remaining then
        -- This answer was made before the lowest one, which so includes its request.
        state.uncounted = math.max(0, state.uncounted - 1)
      else
        state.remaining, state.uncounted = remaining, in_flight
      end
      return
    end
    -- An answer that comes after the end of its window says nothing of the one that lasts.
    if reset <= state.reset then return end
  end
  -- A window before the one that lasts is old news. After its end anything goes, for a server's clock may be set back.
  if is_known_at(now) and drift < 0 then return end
  state.first, state.reset, state.remaining, state.uncounted, state.ends = reset, reset, remaining, in_flight, ends
end
if told then learn() end

if outcome == 'throttled' then
  local pause = asked and asked > 0 and asked or (told and reset_in > 0 and reset_in or nil)
  -- Answers to requests that were in flight together tell one story, also if one of them comes when the pause is over.
  local is_news = sent_at >= known('paused_until')
  if is_news then state.refusals = known('refusals') + 1 end
  if is_news and known('probing') == 0 and not told and not is_known_at(now) then
    -- The service does not say what is left: its own pace is guessed.
    local pace = (known('cap') > 0 and state.cap or usual) * 1000 / window
    state.refused_pace = known('pace') > 0 and math.min(state.pace, pace) or pace
    state.pace = math.max(state.refused_pace / 2, 1000 / window)
  end
  state.probing = 1
  pause = pause or math.min(1000 * 2 ^ (math.max(1, known('refusals')) - 1), math.max(window, 60000))
  if now + pause > known('paused_until') then
    state.paused_until = now + pause
    state.paced_until = state.paused_until + window
    keep_until(state.paced_until)
  end
elseif outcome == 'accepted' and not (known('probing') == 1 and sent_at < known('paused_until')) then
  -- An answer to what was sent before the last refusal does not take that back.
  state.probing, state.refusals = 0, 0
  if known('pace') > 0 then
    state.pace = state.pace + 0.007
    if state.pace > state.refused_pace * 2 then state.pace = 0 end
  end
end
save()
return ''
