import { unique } from '../../helpers/given.js';
import type { CallTable } from '../operation-calls.js';

/** What a channel says in a minute. */
const messages = [
  { author: 'Alice', content: `Let's discuss the Q1 roadmap for our product.` },
  { author: 'Bob', content: 'I think we should focus on improving the search feature. It takes 9 seconds.' },
  { author: 'Alice', content: `Agreed, let's go with search. I'll write the plan by Friday.` },
].map(({ author, content }, index) => ({
  ...{ id: `msg-${index + 1}`, content, author_id: `user-${author}`, author_name: author },
  created_at: `2026-01-31T10:0${index}:00Z`,
}));

export const aiCalls: CallTable = {
  'POST /api/ai/summarize': {
    call: () => ({
      body: { messages, type: 'brief', options: { style: 'bullets', includeKeyPoints: true } },
    }),
  },
  'POST /api/ai/digest': {
    call: () => ({ body: { channelId: unique('channel-'), messages } }),
    errors: { 402: () => ({ body: { channelId: unique('channel-'), messages } }) },
  },
  'POST /api/ai/sentiment': {
    call: () => ({
      body: {
        messages,
        type: 'morale',
        period: { start: '2026-01-01T00:00:00Z', end: '2026-01-31T23:59:59Z' },
      },
    }),
  },
};
