import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useEffect } from 'react';
import { chatbotQuery } from '../api/queries.js';
import type { Schema } from '../api/types.js';
import { rememberBot, useLastBot } from './last-bot.js';

/** The bot that one is at, or was at last: pages of the workspace keep the way back to it. */
export function useCurrentBot(): Schema<'Chatbot'> | null {
  const { botId } = useParams({ strict: false });
  const last = useLastBot();
  useEffect(() => {
    if (botId) rememberBot(botId);
  }, [botId]);
  const id = botId ?? last;
  const { data, error } = useQuery({ ...chatbotQuery(id ?? ''), enabled: id !== null });
  // One of an organisation that one was in before is no place to go to.
  return id === null || error ? null : (data ?? null);
}
