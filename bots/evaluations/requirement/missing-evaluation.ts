import type { ChatbotDocument } from '../../chatbots/chatbot.model.js';
import type { VersionDocument } from '../../versions/version.model.js';
import { evaluationRunRepository } from '../runs/run.repository.js';
import { missedBy } from '../scores/totals.js';
import { evaluationSetRepository } from '../sets/evaluation-set.repository.js';

/**
 * Why a version may not be published yet: what its chatbot requires is a completed evaluation of just this content with the
 * questions as they are now, in which every question was answered and the means reach the minimum. The newest one counts.
 * `null` when nothing is missing.
 */
export async function missingEvaluation(
  { organizationId, _id: chatbotId, evaluation, publishedVersion }: ChatbotDocument,
  { number, contentHash }: Pick<VersionDocument, 'number' | 'contentHash'>,
): Promise<string | null> {
  // For end users nothing would change.
  if (!evaluation || number === publishedVersion) return null;
  const { setId, minimumScore, thresholds } = evaluation;
  const [set, run] = await Promise.all([
    evaluationSetRepository.find(organizationId, chatbotId, setId),
    evaluationRunRepository.latestOf(organizationId, { chatbotId, setId, contentHash }),
  ]);
  const name = set?.name ?? setId;
  if (!run?.summary) return `Version ${number} has not been evaluated with "${name}"`;
  if (set && run.setRevision !== set.revision)
    return `The questions of "${name}" have changed since version ${number} was evaluated`;
  const { scores, figures } = run.summary.result;
  if (figures.failed > 0)
    return `${figures.failed} questions of "${name}" could not be answered; retry the evaluation`;
  const [missed] = missedBy(scores, { ...thresholds, score: minimumScore });
  if (!missed) return null;
  const reached = missed.mean === null ? 'is not known' : `is ${missed.mean}`;
  return `The mean ${missed.metric} of version ${number} in "${name}" ${reached}, and ${missed.minimum} is required`;
}
