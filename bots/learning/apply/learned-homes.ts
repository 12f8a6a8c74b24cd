import { CreateKnowledgeBase } from '../../../contracts/knowledge.contract.js';
import {
  knowledgeBaseRepository,
  makeKnowledgeBase,
  type EmbeddingFor,
  type KnowledgeBaseDocument,
} from '../../../knowledge/index.js';
import { AppError } from '../../../platform/errors/app-error.js';
import { datasetRepository } from '../../training/datasets/dataset.repository.js';
import type { DatasetDocument } from '../../training/datasets/dataset.model.js';
import { changeContent } from '../../versions/record-version.js';
import { learningItemRepository } from '../items/learning-item.repository.js';
import type { LearningRunDocument } from '../jobs/learning-run.model.js';

export const learnedBaseName = 'Learned answers';
export const learnedDatasetName = 'Learned examples';

type Of = Pick<LearningRunDocument, 'organizationId' | 'chatbotId' | 'createdBy'>;

/** The knowledge base of a bot's learned answers, which the first one makes; the bot has it from then on, as a new version. */
export async function learnedBase(of: Of, embeddingFor: EmbeddingFor): Promise<KnowledgeBaseDocument> {
  const { organizationId, chatbotId, createdBy: actorId } = of;
  const known = await findLearnedBase(of);
  if (known) return known;
  const { result } = await changeContent(
    { organizationId, chatbotId, actorId, reason: `Added the knowledge base ${learnedBaseName}` },
    async (bot) => {
      const bases = await knowledgeBaseRepository.ofChatbot(organizationId, chatbotId);
      const [oldest] = bases.sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime());
      const input = CreateKnowledgeBase.parse({
        name: learnedBaseName,
        description: 'Answers that were approved as learning items',
        language: oldest?.language ?? bot.language ?? undefined,
      });
      // Another job may have made it just before.
      return (
        (await findLearnedBase(of)) ??
        (await makeKnowledgeBase({ organizationId, chatbotId, input, embeddingFor }))
      );
    },
  );
  return result;
}

/** Where the latest answer went, however it is called by now. */
async function findLearnedBase({
  organizationId,
  chatbotId,
}: Of): Promise<KnowledgeBaseDocument | undefined> {
  const latest = await learningItemRepository.latestLearned(organizationId, chatbotId, 'knowledge');
  const bases = await knowledgeBaseRepository.ofChatbot(organizationId, chatbotId);
  const learned = latest?.learned?.type === 'knowledge' ? latest.learned.knowledgeBaseId : null;
  return bases.find(({ _id }) => _id === learned) ?? bases.find(({ name }) => name === learnedBaseName);
}

/** The dataset of what a bot learned from its conversations, which the first example makes. */
export async function learnedDataset(of: Of): Promise<DatasetDocument> {
  const { organizationId, chatbotId, createdBy } = of;
  const known = await findLearnedDataset(of);
  if (known) return known;
  try {
    return await datasetRepository.insert(organizationId, {
      ...{ chatbotId, createdBy, name: learnedDatasetName },
      description: 'Examples and corrections that were approved as learning items',
    });
  } catch (error) {
    const made = await findLearnedDataset(of);
    if (made && error instanceof AppError && error.code === 'CONFLICT') return made;
    throw error;
  }
}

async function findLearnedDataset({
  organizationId,
  chatbotId,
}: Pick<Of, 'organizationId' | 'chatbotId'>): Promise<DatasetDocument | null> {
  const latest = await learningItemRepository.latestLearned(organizationId, chatbotId, 'example');
  const learned =
    latest?.learned?.type === 'example'
      ? await datasetRepository.find(organizationId, latest.learned.datasetId)
      : null;
  return learned ?? datasetRepository.findByName(organizationId, chatbotId, learnedDatasetName);
}
