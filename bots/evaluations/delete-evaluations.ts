import { evaluationResultRepository } from './runs/result.repository.js';
import { evaluationRunRepository } from './runs/run.repository.js';
import { evaluationCaseRepository } from './sets/evaluation-case.repository.js';
import { evaluationSetRepository } from './sets/evaluation-set.repository.js';

/** What a deleted bot was asked, and what it answered. */
export async function deleteEvaluationsOf(organizationId: string, chatbotId: string): Promise<void> {
  const sets = await evaluationSetRepository.ofChatbot(organizationId, chatbotId);
  const setIds = sets.map(({ _id }) => _id);
  await evaluationCaseRepository.deleteOfSets(organizationId, setIds);
  await evaluationSetRepository.deleteOfChatbot(organizationId, chatbotId);
  await evaluationResultRepository.deleteOfChatbot(organizationId, chatbotId);
  await evaluationRunRepository.deleteOfChatbot(organizationId, chatbotId);
}
