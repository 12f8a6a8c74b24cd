import type { CallTable } from '../operation-calls.js';
import type { World } from '../world.js';

const dateIn = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
const call = ({ ids }: World) => ({
  params: { chatbotId: ids.chatbot },
  query: { from: dateIn(-1), to: dateIn(2), interval: 'day', timezone: 'Europe/Zurich' },
});

export const analyticsCalls: CallTable = {
  'GET /api/v1/chatbots/{chatbotId}/analytics/messages': { call },
  'GET /api/v1/chatbots/{chatbotId}/analytics/users': { call },
  'GET /api/v1/chatbots/{chatbotId}/analytics/sessions': { call },
  'GET /api/v1/chatbots/{chatbotId}/analytics/intents': { call },
};
