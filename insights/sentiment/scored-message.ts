import type { AiMessage } from '../../contracts/ai/ai-message.contract.js';
import type { Sentiment } from '../../contracts/ai/sentiment.contract.js';
import { createPauses } from '../text/pause.js';
import { languageOf } from '../text/conversation.js';
import { detectLanguage } from '../../platform/text/detect-language.js';
import { readSentiment } from './read-sentiment.js';

export interface ScoredMessage {
  message: AiMessage;
  at: Date;
  score: number;
  sentiment: Sentiment;
}

/** In the order of their times. */
export const inOrder = (messages: AiMessage[]): AiMessage[] =>
  [...messages].sort((a, b) => Date.parse(a.created_at) - Date.parse(b.created_at));

/** Each message with its score by its words; short ones are taken to be in the language of the others. */
export async function scoreLocally(messages: AiMessage[], language?: string): Promise<ScoredMessage[]> {
  const pause = createPauses();
  const usual = language ?? (await languageOf(messages.map(({ content }) => content)));
  const scored: ScoredMessage[] = [];
  for (const message of messages) {
    const own =
      language ?? (message.content.length >= tellingLength ? await detectLanguage(message.content) : null);
    const { score, sentiment } = readSentiment(message.content, own ?? usual);
    scored.push({ message, at: new Date(message.created_at), score, sentiment });
    await pause();
  }
  return scored;
}

/** Characters from which on a message tells its language surely. */
const tellingLength = 40;
