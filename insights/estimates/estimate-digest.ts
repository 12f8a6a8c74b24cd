import type { Actor } from '../../accounts/index.js';
import type { AiMessage } from '../../contracts/ai/ai-message.contract.js';
import type { EstimateDigest } from '../../contracts/job-estimates.contract.js';
import { estimateAnswers, nothingPaid, type Gateway, type WorkEstimate } from '../../providers/index.js';
import { digestScheduleRepository } from '../digests/schedules/digest-schedule.repository.js';
import { periodSoFar } from '../digests/schedules/schedule-periods.js';
import { readOf, digestWish, mostCounted } from '../digests/make-stored-digest.js';
import { presentMessage } from '../messages/message.presenter.js';
import { messageRepository } from '../messages/message.repository.js';
import { askedMessages, mostTries } from '../model/ask-model.js';
import { planSummary } from '../summaries/remote/write-by-model.js';

/** What a digest of messages costs: those that are given, or those of a channel in its present period. */
export async function estimateDigest(
  { organizationId }: Pick<Actor, 'organizationId'>,
  input: EstimateDigest,
  { gateway, contextWindow }: { gateway: Pick<Gateway, 'asks'>; contextWindow: number },
): Promise<WorkEstimate> {
  const messages = input.messages ?? (await stored(organizationId, input));
  if (messages.length === 0) return nothingPaid();
  const conversation = await readOf(messages);
  const questions = planSummary(conversation, digestWish, contextWindow).map(
    ({ instructions, material, ...question }) => ({
      prompt: askedMessages({ instructions, material }),
      ...{ ...question, tries: mostTries },
    }),
  );
  return estimateAnswers(gateway, { organizationId, feature: 'digest', questions });
}

async function stored(
  organizationId: string,
  { channelId, period }: Pick<EstimateDigest, 'channelId' | 'period'>,
): Promise<AiMessage[]> {
  const schedule = await digestScheduleRepository.find(organizationId, channelId);
  const { timezone = 'UTC', at = '00:00' } = schedule ?? {};
  const frequency = period ?? schedule?.frequency ?? 'daily';
  const { start: from, end: to } = periodSoFar(new Date(), { frequency, timezone, at });
  const found = await messageRepository.between(organizationId, { channelId, from, to, limit: mostCounted });
  return found.map(presentMessage);
}
