import { useCallback, useEffect, useRef, useState } from 'react';
import { ApiError } from '../../api/api-error.js';
import { isAbort, newKey } from '../../api/client.js';
import { askBot, followBot, type AnswerEvent, type Place } from './answer-events.js';
import { isOpen, newAnswer, type Answer, type Turn } from './messages.js';

interface ConversationOptions {
  botId: string;
  /** The person who asks, as the bot knows them. */
  userId: string;
  version: 'draft' | undefined;
  /** Of a conversation that is gone on with. */
  conversationId: string | undefined;
  /** What was said in it before. */
  earlier: Turn[];
  /** A first answer has begun a conversation, or a further one has ended. */
  onChange: (conversationId: string) => void;
}

/** A conversation while it goes on: what is said in it, and how to ask, stop, go on and try again. */
export function useConversation({
  botId,
  userId,
  version,
  conversationId,
  earlier,
  onChange,
}: ConversationOptions) {
  const [turns, setTurns] = useState<Turn[]>([]);
  const id = useRef(conversationId);
  const places = useRef(new Map<string, Place>());
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);

  const change = useCallback((key: string, next: (answer: Answer) => Partial<Answer>) => {
    setTurns((now) =>
      now.map((turn) =>
        turn.key === key ? { ...turn, answer: { ...turn.answer, ...next(turn.answer) } } : turn,
      ),
    );
  }, []);

  const listen = async (
    key: string,
    begin: (place: Place, signal: AbortSignal) => AsyncGenerator<AnswerEvent, void>,
  ): Promise<void> => {
    running.current?.abort();
    const controller = new AbortController();
    running.current = controller;
    const place = places.current.get(key) ?? { location: null, lastEventId: null };
    places.current.set(key, place);
    try {
      for await (const event of begin(place, controller.signal)) {
        if (controller.signal.aborted) return;
        if (event.event === 'start') id.current = event.data.conversationId;
        change(key, (answer) => heard(answer, event));
        if (event.event === 'start' || event.event === 'done') onChange(event.data.conversationId);
      }
    } catch (error) {
      // Whoever stopped it has said so already.
      if (!controller.signal.aborted && !isAbort(error)) change(key, () => ({ state: 'failed', error }));
    } finally {
      if (running.current === controller) running.current = null;
    }
  };

  const ask = (question: string): void => {
    const key = newKey();
    const body = { message: question, userId, ...(id.current ? { conversationId: id.current } : {}) };
    setTurns((now) => [...now, { key, question, askedAt: new Date().toISOString(), answer: newAnswer }]);
    void listen(key, (place, signal) => askBot({ botId, body, version, key }, place, signal));
  };

  /** The same question, by the same key: should it have been answered after all, that answer is told. */
  const askAgain = ({ key, question }: Turn): void => {
    const body = { message: question, userId, ...(id.current ? { conversationId: id.current } : {}) };
    change(key, () => newAnswer);
    places.current.delete(key);
    void listen(key, (place, signal) => askBot({ botId, body, version, key }, place, signal));
  };

  const stop = (): void => {
    running.current?.abort();
    running.current = null;
    setTurns((now) =>
      now.map((turn) =>
        isOpen(turn.answer) ? { ...turn, answer: { ...turn.answer, state: 'stopped' as const } } : turn,
      ),
    );
  };

  /** Hears the rest of an answer that was left. */
  const goOn = (turn: Turn): void => {
    const { key, answer } = turn;
    if (!places.current.has(key)) {
      if (!answer.id || !id.current) return;
      places.current.set(key, { location: streamOf(botId, id.current, answer.id), lastEventId: null });
      // It was opened from what is stored; from now on it is one that is heard.
      setTurns((now) => [...now, { ...turn, answer: { ...answer, text: '', state: 'answering' } }]);
    } else change(key, () => ({ state: 'answering' }));
    void listen(key, followBot);
  };

  const heardKeys = new Set(turns.map(({ key }) => key));
  const all = [...earlier.filter(({ key }) => !heardKeys.has(key)), ...turns];
  return { turns: all, isAnswering: all.some(({ answer }) => isOpen(answer)), ask, askAgain, stop, goOn };
}

const streamOf = (botId: string, conversationId: string, messageId: string): string =>
  `/api/v1/chatbots/${[botId, 'conversation', conversationId, 'messages', messageId, 'stream'].map(encodeURIComponent).join('/')}`;

/** What an event changes in an answer. */
export function heard(answer: Answer, event: AnswerEvent): Partial<Answer> {
  switch (event.event) {
    case 'start':
      return { id: event.data.messageId, state: 'answering' };
    case 'token':
      return { text: answer.text + event.data.text, state: 'answering' };
    case 'tool':
      return { tools: [...new Set([...answer.tools, event.data.name])], state: 'answering' };
    case 'citations':
      return { citations: event.data, state: 'answering' };
    case 'done': {
      const { message, citations } = event.data;
      return { text: message, citations, state: 'answered', details: event.data };
    }
    case 'error': {
      const { code, message } = event.data;
      const error = new ApiError(message, { code: code as ApiError['code'], status: 0 });
      return { state: answer.text ? 'interrupted' : 'failed', error };
    }
    case 'lost':
      return { state: 'reconnecting' };
  }
}
