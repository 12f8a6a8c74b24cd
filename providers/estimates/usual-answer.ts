import type { ModelCall } from '../metering/model-call.js';
import { modelCallRepository } from '../metering/model-call.repository.js';

const calls = 50;

/** Tokens that a model has written for an organisation in an answer of this kind lately, on average; null before the first. */
export async function usualAnswer(
  organizationId: string,
  of: Pick<ModelCall, 'feature' | 'provider' | 'model'>,
): Promise<number | null> {
  const latest = await modelCallRepository.latestAnswers(organizationId, of, calls);
  if (latest.length === 0) return null;
  return Math.round(latest.reduce((sum, tokens) => sum + tokens, 0) / latest.length);
}
