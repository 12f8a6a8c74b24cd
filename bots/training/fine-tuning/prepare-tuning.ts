import type { TrainingConfig } from '../../../contracts/training.contract.js';
import { jobItemRepository, jobRepository } from '../../../jobs/index.js';
import { AppError } from '../../../platform/errors/app-error.js';
import { withTransaction } from '../../../platform/mongo/connection.js';
import { detectLanguage } from '../../../platform/text/detect-language.js';
import type { ChatbotDocument } from '../../chatbots/chatbot.model.js';
import { chatbotRepository } from '../../chatbots/chatbot.repository.js';
import { estimateUsage } from '../../../providers/index.js';
import { buildPrompt } from '../../conversations/prompt.js';
import { readDefaultPersonality } from '../../personalities/personality.content.js';
import type { TrainingExample } from '../classifier/training-example.js';
import { inSeededOrder } from '../classifier/split-examples.js';
import { readExamples } from '../sessions/prepare-training.js';
import type { TrainingSessionDocument } from '../sessions/training-session.model.js';
import { trainingSessionRepository } from '../sessions/training-session.repository.js';
import { storedBytesRepository } from '../store/stored-bytes.repository.js';
import { toJsonLines, tuningNameOf, type TuningExample } from './tuning-examples.js';

/** OpenAI refuses fewer. */
const fewestExamples = 10;

/** The steps that follow, as items of the job. */
export const tuneSubject = 'tune';
const steps = [
  { subjectId: tuneSubject, title: 'Training at OpenAI' },
  { subjectId: 'evaluate', title: 'The comparison' },
];

/**
 * Writes the files of a session from its examples as they are now: each example in the words that the bot would ask a model
 * with. @throws AppError VALIDATION_ERROR saying what is missing
 */
export async function prepareTuning({
  session,
  token,
  jobItemId,
}: {
  session: TrainingSessionDocument;
  token: string;
  jobItemId: string;
}): Promise<void> {
  const { organizationId, chatbotId, jobId, config, _id } = session;
  const bot = await chatbotRepository.find(organizationId, chatbotId);
  if (!bot) throw new AppError('VALIDATION_ERROR', 'The chatbot was deleted');
  const { training, heldOut: rest } = await splitForTuning(bot, await readExamples(session), config);
  const of = { organizationId, chatbotId };
  const exampleTokens = await tokensOf(training);
  await storedBytesRepository.put({ ...of, name: tuningNameOf(_id, 'training') }, toJsonLines(training));
  await storedBytesRepository.put({ ...of, name: tuningNameOf(_id, 'held-out') }, toJsonLines(rest));
  await withTransaction(async () => {
    if (!(await jobRepository.hold(organizationId, jobId))) return;
    await jobItemRepository.append(organizationId, jobId, steps);
    await trainingSessionRepository.update(organizationId, _id, { preparedAt: new Date() });
    await trainingSessionRepository.updateTuning(organizationId, _id, {
      examples: { training: training.length, heldOut: rest.length },
      exampleTokens,
    });
    await jobItemRepository.settle(token, [{ id: jobItemId, status: 'done' }]);
  });
}

/**
 * The examples with an answer, in the words that the bot would ask a model with, and a part of them held out.
 * @throws AppError VALIDATION_ERROR when there are too few
 */
export async function splitForTuning(
  bot: ChatbotDocument,
  examples: TrainingExample[],
  { seed, validationSplit }: Pick<TrainingConfig, 'seed' | 'validationSplit'>,
): Promise<{ training: TuningExample[]; heldOut: TuningExample[] }> {
  const answered = examples.filter(({ output }) => output !== null);
  const order = inSeededOrder([...answered.keys()], answered, seed);
  const held = Math.round(answered.length * validationSplit);
  if (answered.length - held < fewestExamples)
    throw new AppError(
      'VALIDATION_ERROR',
      `Fine-tuning needs ${fewestExamples} examples with an output beside those held out; there are ${answered.length - held}`,
    );
  const ordered = (await conversations(bot, answered)).map((example, index) => ({ example, index }));
  const heldOut = new Set(order.slice(0, held));
  const part = (isHeld: boolean) =>
    ordered.filter(({ index }) => heldOut.has(index) === isHeld).map(({ example }) => example);
  return { training: part(false), heldOut: part(true) };
}

/** As a provider counts them, nearly. */
export async function tokensOf(examples: TuningExample[]): Promise<number> {
  let tokens = 0;
  for (const example of examples) tokens += (await estimateUsage(example, '')).promptTokens;
  return tokens;
}

async function conversations(
  bot: ChatbotDocument,
  examples: Pick<TrainingExample, 'input' | 'output'>[],
): Promise<TuningExample[]> {
  const personality = await readDefaultPersonality(bot.organizationId, bot._id);
  const lines: TuningExample[] = [];
  for (const { input, output } of examples) {
    const language = await detectLanguage(input);
    const said = { history: [], passages: [], hasKnowledge: false, question: input, language };
    const prompt = buildPrompt({ bot, personality, ...said });
    lines.push({ messages: [...prompt, { role: 'assistant', content: output ?? '' }] });
  }
  return lines;
}
