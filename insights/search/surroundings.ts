import type { ContextMessage } from '../../contracts/ai/message-search.contract.js';

interface Spoken {
  id: string;
  content: string;
  channel_id: string;
  created_at: string;
}

/** Messages shown before and after one. */
export const around = 2;

/** What was said around a message in its channel, in the order of time. */
export function surroundings<M extends Spoken>(messages: readonly M[]): (message: M) => ContextMessage[] {
  const channels = new Map<string, M[]>();
  for (const message of messages) pushTo(channels, message.channel_id, message);
  const places = new Map<M, { channel: M[]; position: number }>();
  for (const [name, said] of channels) {
    const channel = said.sort((a, b) => Date.parse(a.created_at) - Date.parse(b.created_at));
    channels.set(name, channel);
    for (const [position, message] of channel.entries()) places.set(message, { channel, position });
  }
  return (message) => {
    const place = places.get(message);
    if (!place) return [];
    const { channel, position } = place;
    const as =
      (which: ContextMessage['position']) =>
      ({ id, content }: M) => ({ id, content, position: which });
    return [
      ...channel.slice(Math.max(0, position - around), position).map(as('before')),
      ...channel.slice(position + 1, position + 1 + around).map(as('after')),
    ];
  };
}

function pushTo<V>(lists: Map<string, V[]>, key: string, value: V): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}
