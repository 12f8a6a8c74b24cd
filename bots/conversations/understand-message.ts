import type { MessageEntity } from '../../contracts/message-entity.contract.js';
import type { RetrieveDependencies } from '../../knowledge/index.js';
import { AppError } from '../../platform/errors/app-error.js';
import type { ChatbotDocument } from '../chatbots/chatbot.model.js';
import { classify, nearAnswers, type Classified } from '../training/classifier/classify.js';
import { findEntities } from '../training/entities/find-entities.js';
import { loadIntentModel } from '../training/models/intent-models.js';

/** An answer that the bot learnt, to a question like the one asked. */
export interface LearntAnswer {
  question: string;
  answer: string;
  /** How likely it asks the same, 0..1. */
  score: number;
}

/** What a bot's trained model makes of a message. */
export interface Understood {
  /** `null` while the bot has no model that tells intents. */
  intent: Classified | null;
  /** `null` without a model. */
  entities: MessageEntity[] | null;
  /** Nearest first. */
  learnt: LearntAnswer[];
}

const nothing: Understood = { intent: null, entities: null, learnt: [] };
/** Examples that a model is shown, from this score on. */
const shownExamples = 3;
const leastScore = 0.2;

/** Classifies a message by the model of the bot's version; without one, nothing is known of it. */
export async function understandMessage(
  {
    _id: chatbotId,
    organizationId,
    intentModelId,
  }: Pick<ChatbotDocument, '_id' | 'organizationId' | 'intentModelId'>,
  message: string,
  { embedQuery }: Pick<RetrieveDependencies, 'embedQuery'>,
): Promise<Understood> {
  const model = intentModelId ? await loadIntentModel(organizationId, intentModelId) : null;
  if (!model) return nothing;
  const entities = findEntities(model.entities, message);
  const { model: name, dimensions } = model.embedding;
  let vector: Float32Array;
  try {
    vector = await embedQuery(message, { organizationId, chatbotId, model: { model: name, dimensions } });
  } catch (error) {
    // Answers go on without intents while the embedder is away.
    if (error instanceof AppError) return { ...nothing, entities };
    throw error;
  }
  const intent = classify(model, message, vector);
  const learnt = nearAnswers(model, { vector, intent: intent?.name ?? null, limit: shownExamples })
    .filter(({ match }) => match >= leastScore)
    .map(({ input, output, match }) => ({ question: input, answer: output, score: match }));
  return { intent, entities, learnt };
}

/** Embeds the same text by the same model once, however many ask for it. */
export function embeddedOnce({ embedQuery }: Pick<RetrieveDependencies, 'embedQuery'>) {
  const asked = new Map<string, ReturnType<RetrieveDependencies['embedQuery']>>();
  const once: RetrieveDependencies['embedQuery'] = (text, context) => {
    const key = JSON.stringify([text, context.organizationId, context.model.model, context.model.dimensions]);
    const vector = asked.get(key) ?? embedQuery(text, context);
    asked.set(key, vector);
    return vector;
  };
  return once;
}
