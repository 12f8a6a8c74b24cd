import { chatbotRepository } from '../chatbots/chatbot.repository.js';
import { exampleVectorRepository } from './store/example-vector.repository.js';
import { storedBytesRepository } from './store/stored-bytes.repository.js';
import { measuredNameOf } from './models/intent-models.js';
import { trainingSessionRepository } from './sessions/training-session.repository.js';

/** Removes what training a deleted bot has left; models that copies of the bot use stay. */
export async function deleteTrainingOf(organizationId: string, chatbotId: string): Promise<void> {
  const used = await chatbotRepository.intentModelIds(organizationId);
  await trainingSessionRepository.deleteOfChatbot(organizationId, chatbotId);
  await exampleVectorRepository.deleteOfChatbot(organizationId, chatbotId);
  const names = used.flatMap((id) => [id, measuredNameOf(id)]);
  await storedBytesRepository.deleteOfChatbot(organizationId, chatbotId, names);
}
