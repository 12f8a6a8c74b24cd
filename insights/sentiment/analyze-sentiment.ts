import type { Actor } from '../../accounts/index.js';
import type { AiMessage } from '../../contracts/ai/ai-message.contract.js';
import type { AiProvider } from '../../contracts/ai/cost.contract.js';
import type { AnalyzeSentiment, SentimentAnswer } from '../../contracts/ai/sentiment.contract.js';
import { detectLanguage } from '../../platform/text/detect-language.js';
import { primaryLanguage } from '../../platform/text/language.js';
import { createSpending } from '../../providers/index.js';
import { asProvider, costInfo } from '../model/as-provider.js';
import type { Asking, InsightDependencies } from '../model/insight-dependencies.js';
import { askScores, askSentiment } from './ask-sentiment.js';
import { meaningsOf } from './meaning/meaning.js';
import { moraleOf } from './morale.js';
import { readSentiment } from './read-sentiment.js';
import { inOrder, scoreLocally, type ScoredMessage } from './scored-message.js';
import { trendOf } from './trend.js';

type Analysis = Omit<SentimentAnswer, 'success'>;
type Part = Omit<Analysis, 'costInfo'>;

/** How messages sound: one of them, all of them over time, or those of a team in a period. Nothing of them is kept. */
export async function analyzeSentiment(
  dependencies: InsightDependencies,
  { actor, input, signal }: { actor: Actor; input: AnalyzeSentiment; signal: AbortSignal },
): Promise<Analysis> {
  const spending = createSpending();
  const asking = { organizationId: actor.organizationId, spending, signal };
  const part = await analysed(dependencies, input, asking);
  return { ...part, costInfo: costInfo(spending) };
}

async function analysed(
  dependencies: InsightDependencies,
  { type, message, messages = [], period, options }: AnalyzeSentiment,
  asking: Asking,
): Promise<Part> {
  const language = options?.language;
  if (type === 'single') return single(dependencies, { message, language }, asking);
  const some = type === 'morale' ? within(messages, period) : messages;
  const { scored, provider } = await scores(dependencies, { messages: inOrder(some), language }, asking);
  return type === 'trend'
    ? { trend: await trendOf(scored), provider }
    : { moraleReport: await moraleOf(scored), provider };
}

async function single(
  dependencies: InsightDependencies,
  { message, language }: { message: AiMessage | undefined; language?: string },
  asking: Asking,
): Promise<Part> {
  if (!message) throw new Error('a single analysis was let through without its message');
  const answer = await askSentiment(dependencies, message, asking);
  if (answer) return { result: answer.result, provider: asProvider(answer.provider) };
  const own = language ?? (await detectLanguage(message.content)) ?? 'en';
  const ratings =
    primaryLanguage(own) === 'en' ? await meaningsOf(dependencies, [message.content], asking) : null;
  return { result: readSentiment(message.content, own, ratings?.[0]), provider: 'local' };
}

async function scores(
  dependencies: InsightDependencies,
  { messages, language }: { messages: AiMessage[]; language?: string },
  asking: Asking,
): Promise<{ scored: ScoredMessage[]; provider: AiProvider }> {
  const answer = messages.length === 0 ? null : await askScores(dependencies, messages, asking);
  if (answer) return { scored: answer.scored, provider: asProvider(answer.provider) };
  return { scored: await scoreLocally(dependencies, { messages, language }, asking), provider: 'local' };
}

/** Both ends belong to a period. */
function within(messages: AiMessage[], period: AnalyzeSentiment['period']): AiMessage[] {
  if (!period) return messages;
  const [start, end] = [Date.parse(period.start), Date.parse(period.end)];
  return messages.filter(
    ({ created_at }) => Date.parse(created_at) >= start && Date.parse(created_at) <= end,
  );
}
