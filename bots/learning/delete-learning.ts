import { questionVectorRepository } from '../insights/questions/question-vector.repository.js';
import { learningItemRepository } from './items/learning-item.repository.js';
import { learningRunRepository } from './jobs/learning-run.repository.js';

/** What a deleted bot was to learn, and what its insights kept. */
export const deleteLearningOf = async (organizationId: string, chatbotId: string): Promise<void> => {
  await learningItemRepository.deleteOfChatbot(organizationId, chatbotId);
  await learningRunRepository.deleteOfChatbot(organizationId, chatbotId);
  await questionVectorRepository.deleteOfChatbot(organizationId, chatbotId);
};
