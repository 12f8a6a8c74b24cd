import type { Schema } from '../../api/types.js';

/** `stopped`: nobody listens any more, though the answer goes on being made. */
export type AnswerState =
  'asked' | 'answering' | 'reconnecting' | 'answered' | 'stopped' | 'interrupted' | 'failed';

export interface Answer {
  /** `null` until the platform has taken the question. */
  id: string | null;
  text: string;
  state: AnswerState;
  citations: Schema<'Citation'>[];
  tools: string[];
  /** Of an answer that is there in full and was made just now. */
  details: Schema<'ConversationAnswer'> | null;
  error: unknown;
  rating: number | null;
}

/** A question and its answer. */
export interface Turn {
  /** Stable while the turn is shown. */
  key: string;
  question: string;
  askedAt: string;
  answer: Answer;
}

export const newAnswer: Answer = {
  id: null,
  text: '',
  state: 'asked',
  citations: [],
  tools: [],
  details: null,
  error: null,
  rating: null,
};

export const isOpen = ({ state }: Answer): boolean => ['asked', 'answering', 'reconnecting'].includes(state);

const states = { answering: 'stopped', answered: 'answered', interrupted: 'interrupted' } as const;

/** The turns of stored messages, which come in pairs; a page may begin with the second of one. */
export function turnsOf(messages: Schema<'HistoryMessage'>[]): Turn[] {
  const turns: Turn[] = [];
  let question: Schema<'HistoryMessage'> | undefined;
  for (const message of messages) {
    if (message.role === 'user') question = message;
    else if (message.role === 'assistant') {
      turns.push({
        key: message.id,
        question: question?.content ?? '',
        askedAt: (question ?? message).createdAt,
        answer: {
          ...newAnswer,
          id: message.id,
          text: message.content,
          state: states[message.status ?? 'answered'],
          citations: message.citations ?? [],
          tools: (message.toolCalls ?? []).map(({ name }) => name),
          rating: message.rating?.rating ?? null,
        },
      });
      question = undefined;
    }
  }
  return turns;
}
