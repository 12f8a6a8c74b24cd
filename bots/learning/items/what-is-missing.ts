import type { LearningItemDocument } from './learning-item.model.js';

/** What an item lacks to be learned; `null` when it lacks nothing. */
export function whatIsMissing({
  kind,
  answer,
  intent,
}: Pick<LearningItemDocument, 'kind' | 'answer' | 'intent'>): string | null {
  if (kind === 'knowledge') return answer === null ? 'an answer' : null;
  return answer === null && intent === null ? 'an answer or an intent' : null;
}
