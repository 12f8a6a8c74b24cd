import { recordAudit, type Actor } from '../../accounts/index.js';
import { deleteKnowledgeBasesOf } from '../../knowledge/index.js';
import { notFound } from '../../platform/errors/app-error.js';
import { withTransaction } from '../../platform/mongo/connection.js';
import { slotRepository } from '../analytics/slots/slot.repository.js';
import { conversationRepository } from '../conversations/conversation.repository.js';
import { turnRepository } from '../conversations/turn.repository.js';
import { deleteEvaluationsOf } from '../evaluations/delete-evaluations.js';
import { deleteLearningOf } from '../learning/delete-learning.js';
import { deleteMemoryOfChatbot } from '../memory/delete-memory.js';
import { personalityRepository } from '../personalities/personality.repository.js';
import { installationRepository } from '../plugins/installations/installation.repository.js';
import { versionRepository } from '../versions/version.repository.js';
import { datasetRepository } from '../training/datasets/dataset.repository.js';
import { deleteTrainingOf } from '../training/delete-training.js';
import { exampleRepository } from '../training/datasets/example.repository.js';
import { chatbotRepository } from './chatbot.repository.js';

/** Deletes a chatbot with its knowledge, personalities, plugins, versions, conversations, memory and what it learned. @throws AppError NOT_FOUND, FORBIDDEN below owner */
export async function deleteChatbot({ actor, id }: { actor: Actor; id: string }): Promise<void> {
  const organizationId = actor.requireMembership('owner');
  const datasetIds = await datasetRepository.idsOfChatbot(organizationId, id);
  await withTransaction(async () => {
    if (!(await chatbotRepository.delete(organizationId, id))) throw notFound('Chatbot');
    await deleteKnowledgeBasesOf({ organizationId, chatbotId: id });
    await personalityRepository.deleteOfChatbot(organizationId, id);
    await installationRepository.deleteOfChatbot(organizationId, id);
    await versionRepository.deleteOfChatbot(organizationId, id);
    await datasetRepository.deleteOfChatbot(organizationId, id);
    await recordAudit({ organizationId, actor, action: 'chatbot.deleted', target: { type: 'chatbot', id } });
  });
  await exampleRepository.deleteOfDatasets(organizationId, datasetIds);
  await deleteTrainingOf(organizationId, id);
  await turnRepository.deleteOfChatbot(organizationId, id);
  await conversationRepository.deleteOfChatbot(organizationId, id);
  await slotRepository.deleteOfChatbot(organizationId, id);
  await deleteMemoryOfChatbot(organizationId, id);
  await deleteLearningOf(organizationId, id);
  await deleteEvaluationsOf(organizationId, id);
}
