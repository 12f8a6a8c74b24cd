import type { EmbeddingFor, RetrieveDependencies } from '../../../knowledge/index.js';
import type { Gateway } from '../../../providers/index.js';
import type { ChatbotDocument } from '../../chatbots/chatbot.model.js';
import type { QuestionEmbedding } from '../../insights/questions/embed-questions.js';
import type { LearningRunDocument } from '../jobs/learning-run.model.js';

/** What proposing works with. */
export interface GenerationDependencies
  extends Pick<RetrieveDependencies, 'vectors'>, Pick<QuestionEmbedding, 'embed'> {
  embeddingFor: EmbeddingFor;
  gateway: Gateway;
}

/** One activity's part in proposing. */
export interface Generation {
  run: LearningRunDocument;
  bot: ChatbotDocument;
  signal: AbortSignal;
  /** Before every call that may cost money. @throws JobStopped */
  assertMayGoOn(): Promise<void>;
  dependencies: GenerationDependencies;
}
