import { jobItemRepository, type JobItemDocument } from '../../../jobs/index.js';
import { AppError } from '../../../platform/errors/app-error.js';
import { withTransaction } from '../../../platform/mongo/connection.js';
import { evidenceOf } from '../../insights/evidence-of-turn.js';
import { askedTurnRepository } from '../../insights/questions/asked-turn.repository.js';
import { normalizedInput } from '../../training/datasets/normalized-input.js';
import { learningItemRepository } from '../items/learning-item.repository.js';
import type { LearningCandidate } from '../jobs/learning-run.model.js';
import type { Generation } from './generation.js';
import { proposeFromDocuments, type Proposal } from './propose-answer.js';

const mostEvidence = 5;

/** Makes a candidate an item that waits for approval, with an answer where one can be derived from something. */
export async function proposeItem(
  generation: Generation,
  {
    candidate,
    ratedAnswer,
    token,
    jobItem,
  }: {
    candidate: LearningCandidate;
    ratedAnswer: (question: string) => Promise<Proposal | null>;
    token: string;
    jobItem: JobItemDocument;
  },
): Promise<void> {
  const { run, bot } = generation;
  const { organizationId, _id: chatbotId } = bot;
  const settle = (status: 'done' | 'skipped', error?: string): Promise<void> =>
    jobItemRepository.settle(token, [{ id: jobItem._id, status, error }]);
  const turns = await askedTurnRepository.find(organizationId, chatbotId, candidate.messageIds);
  if (turns.length === 0) return settle('skipped', 'The messages were deleted');
  let proposal = candidate.kind === 'example' ? null : await ratedAnswer(candidate.question);
  if (!proposal && candidate.kind === 'knowledge') {
    const found = await proposeFromDocuments(generation, candidate, turns[0]);
    if (found.isAnswered) return settle('skipped', 'The documents answer it by now');
    proposal = found.proposal;
  }
  const { id: _id, kind, question, intent, score } = candidate;
  const ofModel = intent === null ? null : intentOrigin(score);
  try {
    await withTransaction(async () => {
      if (!(await jobItemRepository.hold(token, jobItem._id))) return;
      await learningItemRepository.insert(organizationId, {
        ...{ _id, chatbotId, kind, question, intent, source: 'generated', createdBy: run.createdBy },
        questionKey: normalizedInput(question),
        answer: proposal?.answer ?? null,
        origin: proposal?.origin ?? ofModel,
        evidence: evidenceOf(turns, mostEvidence),
        generatedBy: run._id,
      });
      await settle('done');
    });
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'CONFLICT') throw error;
    await settle('skipped', error.message);
  }
}

const intentOrigin = (score: number | null) =>
  ({ type: 'intent-model', itemId: null, title: null, messageId: null, model: null, score }) as const;
