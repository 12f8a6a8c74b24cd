import { setImmediate as yielded } from 'node:timers/promises';
import type { TrainingComparison } from '../../../contracts/training.contract.js';
import { figuresOf, judge, type Judged } from '../classifier/evaluate-model.js';
import { hasLearnt, type IntentModel } from '../classifier/intent-model.js';
import { splitExamples } from '../classifier/split-examples.js';
import type { TrainingExample } from '../classifier/training-example.js';
import { measuredNameOf, modelIdOf, readModel } from '../models/intent-models.js';
import { embedTexts, sessionExamples, type EmbedContext } from './embed-examples.js';

/** Compared at most; more would change nothing. */
const mostCompared = 5_000;
/** Fewer examples than this that are new to the current model say little: then all held-out ones are compared. */
const enoughUnseen = 10;
/** Smaller differences are chance. */
const tolerance = 0.005;

/**
 * The session's model against the one that the bot uses, on the same held-out examples: each by its twin that has not
 * learnt from its own held-out ones, and where possible on examples that neither has learnt from. `null` without a
 * current model. @throws AppError when the current model's embedder is not configured any more
 */
export async function compareModels(
  currentId: string | null | undefined,
  context: EmbedContext,
): Promise<TrainingComparison | null> {
  const { session } = context;
  const { organizationId, config } = session;
  const candidateId = modelIdOf(session._id);
  if (!currentId || currentId === candidateId) return null;
  const [current, candidate] = await Promise.all([
    readModel(organizationId, measuredNameOf(currentId)),
    readModel(organizationId, measuredNameOf(candidateId)),
  ]);
  if (!current || !candidate) return null;
  const examples = await sessionExamples(session);
  const heldOut = splitExamples(examples, config)
    .heldOut.slice(0, mostCompared)
    .flatMap((index) => examples[index] ?? []);
  const unseen = heldOut.filter(({ inputKey }) => !hasLearnt(current, inputKey));
  const compared = unseen.length >= enoughUnseen ? unseen : heldOut;
  if (compared.length === 0) return null;
  const mine = figuresOf(await judged(candidate, compared, context));
  const theirs = figuresOf(await judged(current, compared, context));
  return {
    modelId: currentId,
    examples: compared.length,
    seen: compared === unseen ? 0 : heldOut.length - unseen.length,
    current: { accuracy: theirs.accuracy, macroF1: theirs.macroF1 },
    candidate: { accuracy: mine.accuracy, macroF1: mine.macroF1 },
    isWorse: (mine.accuracy ?? 0) < (theirs.accuracy ?? 0) - tolerance,
  };
}

async function judged(
  model: IntentModel,
  examples: TrainingExample[],
  context: EmbedContext,
): Promise<Judged[]> {
  const vectors = await embedTexts(
    examples.map(({ input }) => input),
    model.embedding,
    context,
  );
  const verdicts: Judged[] = [];
  for (const [index, example] of examples.entries()) {
    // Heartbeats go on between.
    if (index % 100 === 0) await yielded();
    verdicts.push(
      judge(model, example, vectors.get(example.input) ?? new Float32Array(model.embedding.dimensions)),
    );
  }
  return verdicts;
}
