import {
  askedTurnRepository,
  type Asked,
  type AskedTurn,
} from '../../insights/questions/asked-turn.repository.js';
import { embedQuestions } from '../../insights/questions/embed-questions.js';
import { isSmallTalk } from '../../insights/questions/small-talk.js';
import { nearestIntent } from '../../training/classifier/nearest-intent.js';
import { datasetRepository } from '../../training/datasets/dataset.repository.js';
import { exampleRepository } from '../../training/datasets/example.repository.js';
import { inputKeyOf, normalizedInput } from '../../training/datasets/normalized-input.js';
import { loadIntentModel } from '../../training/models/intent-models.js';
import { learningItemRepository } from '../items/learning-item.repository.js';
import type { LearningCandidate } from '../jobs/learning-run.model.js';
import { candidateId } from './candidate-id.js';
import type { Generation } from './generation.js';

/** Messages that are looked at, the newest. */
const mostMessages = 500;
/** Below, a message has nothing to do with the intent; above, the model knows it already. */
const doubtful = { least: 0.2, most: 0.6 };

/** Messages that the bot's model was unsure of, each with the intent that it most likely has. */
export async function intentCandidates(
  { bot, dependencies, assertMayGoOn }: Generation,
  asked: Asked,
): Promise<LearningCandidate[]> {
  const { organizationId, intentModelId, _id: chatbotId } = bot;
  const model = intentModelId ? await loadIntentModel(organizationId, intentModelId) : null;
  if (!model || model.intents.length === 0) return [];
  const messages = await newMessages(organizationId, asked);
  const vectors = await embedQuestions(
    bot,
    messages.map(({ question }) => question),
    {
      model: { model: model.embedding.model, dimensions: model.embedding.dimensions },
      ...{ limit: messages.length, embed: dependencies.embed, beforeCall: assertMayGoOn },
    },
  );
  return messages
    .flatMap(({ _id, question }): (LearningCandidate & { score: number })[] => {
      const vector = vectors.get(question);
      const nearest = vector && nearestIntent(model, question, vector);
      if (!nearest || nearest.likelihood < doubtful.least || nearest.likelihood > doubtful.most) return [];
      const { intent, likelihood: score } = nearest;
      const id = candidateId(chatbotId, 'example', question);
      return [{ id, kind: 'example', question, messageIds: [_id], intent, score }];
    })
    .sort((a, b) => b.score - a.score);
}

/** Each wording once, without what an example or an item of the bot says already. */
export async function newMessages(organizationId: string, asked: Asked): Promise<AskedTurn[]> {
  const { chatbotId } = asked;
  const turns = await askedTurnRepository.doubtful(organizationId, asked, doubtful.most, mostMessages);
  const byKey = new Map<string, AskedTurn>();
  for (const turn of turns) {
    const key = normalizedInput(turn.question);
    if (turn.question.length <= 2_000 && !isSmallTalk(turn.question) && !byKey.has(key)) byKey.set(key, turn);
  }
  const items = await learningItemRepository.known(organizationId, chatbotId);
  for (const { kind, questionKey } of items) if (kind === 'example') byKey.delete(questionKey);
  const datasetIds = await datasetRepository.idsOfChatbot(organizationId, chatbotId);
  const keys = [...byKey.values()].map(({ question }) => inputKeyOf(question));
  const learnt = await exampleRepository.knownKeys(organizationId, datasetIds, keys);
  return [...byKey.values()].filter(({ question }) => !learnt.has(inputKeyOf(question)));
}
