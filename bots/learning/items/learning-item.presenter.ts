import type { LearningItem } from '../../../contracts/learning.contract.js';
import type { Learned, LearningItemDocument } from './learning-item.model.js';

const nowhere = { knowledgeBaseId: null, itemId: null, datasetId: null, exampleId: null };

function presentLearned(learned: Learned | null): LearningItem['learnedAs'] {
  if (!learned) return null;
  if (learned.type === 'knowledge') {
    const { knowledgeBaseId, itemId } = learned;
    return { ...nowhere, knowledgeBaseId, itemId };
  }
  const { datasetId, exampleId } = learned;
  return { ...nowhere, datasetId, exampleId };
}

export const presentLearningItem = (item: LearningItemDocument): LearningItem => ({
  id: item._id,
  chatbotId: item.chatbotId,
  kind: item.kind,
  question: item.question,
  answer: item.answer,
  intent: item.intent,
  source: item.source,
  evidence: item.evidence.map(({ messageId, excerpt }) => ({ messageId, excerpt })),
  origin: item.origin,
  status: item.status,
  jobId: item.jobId,
  learnedAs: presentLearned(item.learned),
  createdBy: item.createdBy,
  decidedBy: item.decidedBy,
  createdAt: item.createdAt.toISOString(),
  updatedAt: item.updatedAt.toISOString(),
  appliedAt: item.appliedAt?.toISOString() ?? null,
});
