import type { Redis } from 'ioredis';

/** An event of a log: ids are 1, 2, 3 … without a gap. */
export interface LoggedEvent {
  id: number;
  event: string;
  data: unknown;
}

export interface EventLog {
  /**
   * Appends events that follow the log's last one and tells listeners. Events that are there already are left as they
   * are, and behind a gap nothing is appended, so that a repeat after a lost answer is harmless.
   * @returns the last id that is stored: less than expected when the store lost some
   */
  append(id: string, events: LoggedEvent[], options: { keepMs: number }): Promise<number>;
  /** Events after one, at most a few hundred. They may begin later than asked when the store lost or capped some. */
  read(id: string, after: number): Promise<LoggedEvent[]>;
}

/** Far more than an answer has; only keeps a runaway from filling the store. */
const longest = 50_000;
const pageSize = 500;

const appendScript = `
local top = 0
local last = redis.call('XREVRANGE', KEYS[1], '+', '-', 'COUNT', 1)
if #last > 0 then top = tonumber(string.match(last[1][1], '^%d+')) end
for i = 4, #ARGV do
  local id = tonumber(ARGV[3]) + i - 4
  if id == top + 1 then
    redis.call('XADD', KEYS[1], 'MAXLEN', '~', ARGV[2], id .. '-0', 'e', ARGV[i])
    top = id
  end
end
redis.call('PEXPIRE', KEYS[1], ARGV[1])
redis.call('PUBLISH', KEYS[1], '')
return top`;

type WithAppend = Redis & { appendEvents(key: string, ...values: (string | number)[]): Promise<number> };

/** Logs as Redis streams whose entry ids are the event ids; each append is announced on the channel of the same name. */
export function createEventLog({ redis, prefix }: { redis: Redis; prefix: string }): EventLog {
  redis.defineCommand('appendEvents', { numberOfKeys: 1, lua: appendScript });
  return {
    append(id, events, { keepMs }) {
      const texts = events.map(({ event, data }) => JSON.stringify([event, data]));
      const first = events[0]?.id ?? 1;
      return (redis as WithAppend).appendEvents(`${prefix}:${id}`, keepMs, longest, first, ...texts);
    },
    async read(id, after) {
      const entries = await redis.xrange(`${prefix}:${id}`, `(${after}-0`, '+', 'COUNT', pageSize);
      return entries.map(([entryId, [, text = '[]']]) => {
        const [event, data] = JSON.parse(text) as [string, unknown];
        return { id: Number.parseInt(entryId, 10), event, data };
      });
    },
  };
}
