import type { AiMessage } from '../../contracts/ai/ai-message.contract.js';
import type { Sentiment } from '../../contracts/ai/sentiment.contract.js';
import { createPauses } from '../text/pause.js';
import { languageOf } from '../text/conversation.js';
import { primaryLanguage } from '../../platform/text/language.js';
import { detectLanguage } from '../../platform/text/detect-language.js';
import type { Asking, InsightDependencies } from '../model/insight-dependencies.js';
import { meaningsOf } from './meaning/meaning.js';
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

/** Each message with its score by its words and meaning; short ones are taken to be in the language of the others. */
export async function scoreLocally(
  dependencies: Pick<InsightDependencies, 'embedSentences' | 'logger'>,
  { messages, language }: { messages: AiMessage[]; language?: string },
  asking: Asking,
): Promise<ScoredMessage[]> {
  const pause = createPauses();
  const usual = language ?? (await languageOf(messages.map(({ content }) => content)));
  const told: { message: AiMessage; own: string }[] = [];
  for (const message of messages) {
    const isTelling = !language && message.content.length >= tellingLength;
    told.push({ message, own: (isTelling ? await detectLanguage(message.content) : null) ?? usual });
    await pause();
  }
  const english = told.filter(({ own }) => primaryLanguage(own) === 'en').map(({ message }) => message);
  const ratings = await meaningsOf(
    dependencies,
    english.map(({ content }) => content),
    asking,
  );
  const byMessage = new Map(english.map((message, at) => [message, ratings?.[at]]));
  const scored: ScoredMessage[] = [];
  for (const { message, own } of told) {
    const { score, sentiment } = readSentiment(message.content, own, byMessage.get(message));
    scored.push({ message, at: new Date(message.created_at), score, sentiment });
    await pause();
  }
  return scored;
}

/** Characters from which on a message tells its language surely. */
const tellingLength = 40;
