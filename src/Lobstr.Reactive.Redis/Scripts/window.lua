-- One family of an account, for all clients that share it. Times are whole milliseconds on this server's clock.
-- KEYS: what is known, ended permits by their end, permits in flight by the end of their lease, demands and waiting clients by name,
-- clients of the account by when they were seen.
-- ARGV: window, usual limit, client. What follows them stands in the script that follows this part.
local STATE, ENDED, FLIGHT, DEMANDS, WAITING, CLIENTS = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5], KEYS[6]
local window, usual, client = tonumber(ARGV[1]), tonumber(ARGV[2]), ARGV[3]

-- Lua 5.1 and 5.4.
local unpack = unpack or table.unpack

local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)

-- Numbers are kept as text: no version of Lua writes a large one in its own way then.
local function whole(number) return string.format('%.0f', number) end

-- epoch: names this memory. seq: of the last permit. last: the last sending. not_before, paced_until: after a loss and after a pause.
-- paused_until, refusals, probing, pace, refused_pace: what follows from a 429 (pace is in requests a second).
-- first, reset, remaining, uncounted, ends: the service's window, as headers tell of it. cap: the lowest; 0: none. keep: until when this
-- memory matters.
local NAMES = {
  'epoch', 'seq', 'last', 'not_before', 'lost', 'paced_until', 'paused_until', 'refusals', 'probing', 'pace', 'refused_pace',
  'first', 'reset', 'remaining', 'uncounted', 'ends', 'cap', 'keep',
}
local state = {}
for i, value in ipairs(redis.call('HMGET', STATE, unpack(NAMES))) do
  state[NAMES[i]] = i == 1 and (value or nil) or tonumber(value or nil)
end

-- A clock that was set back would make everybody wait until then: what it has kept is worth nothing.
if (state.last or 0) > now + 2000 then
  redis.call('DEL', STATE, ENDED, FLIGHT, DEMANDS, WAITING)
  state = {}
end

local function known(name) return state[name] or 0 end

local function keep_until(instant) state.keep = math.max(known('keep'), instant) end

local function expire(key) redis.call('PEXPIRE', key, whole(state.keep - now)) end

local function save()
  local fields = {}
  for _, name in ipairs(NAMES) do
    local value = state[name]
    if value then
      fields[#fields + 1] = name
      fields[#fields + 1] = name == 'epoch' and value or string.format('%.14g', value)
    end
  end
  redis.call('HSET', STATE, unpack(fields))
  expire(STATE)
end

local function next_number()
  state.seq = known('seq') + 1
  return whole(state.seq)
end

-- A permit returns a window after this.
local function add_ended(instant)
  redis.call('ZADD', ENDED, whole(instant), next_number())
  expire(ENDED)
end

-- Requests that nobody had a permit for, or no longer: the service may count them only now.
local function count(sent)
  for _ = 1, sent do
    add_ended(now)
    state.last = now
    if state.remaining then state.uncounted = known('uncounted') + 1 end
  end
end

keep_until(now + math.max(window * 3, 10000))

-- Permits whose client has died: their requests count as ended when the lease did.
for _, permit in ipairs(redis.call('ZRANGEBYSCORE', FLIGHT, '-inf', whole(now))) do
  add_ended(tonumber(redis.call('ZSCORE', FLIGHT, permit)))
  redis.call('ZREM', FLIGHT, permit)
end
redis.call('ZREMRANGEBYSCORE', ENDED, '-inf', whole(now - window - 1))

-- What an answer says of the service's window is nonsense if that is further away than two of them.
local function makes_sense(remaining, reset_in) return remaining and reset_in <= window * 2 end

local function is_known_at(instant) return state.remaining and instant < known('ends') end

local function left() return state.remaining - state.uncounted end
