import { useParams } from '@tanstack/react-router';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { chatbotQuery } from '../api/queries.js';
import type { Schema } from '../api/types.js';

const key = 'bot';

/** The bot that one is at, or was at last: pages of the workspace keep the way back to it. */
export function useCurrentBot(): Schema<'Chatbot'> | null {
  const { botId } = useParams({ strict: false });
  const [last, setLast] = useState(() => sessionStorage.getItem(key));
  useEffect(() => {
    if (!botId) return;
    sessionStorage.setItem(key, botId);
    setLast(botId);
  }, [botId]);
  const id = botId ?? last;
  const { data, error } = useQuery({ ...chatbotQuery(id ?? ''), enabled: id !== null });
  // One that was deleted, or that belongs to an organisation one was in before, is no place to go to.
  return error ? null : (data ?? null);
}
