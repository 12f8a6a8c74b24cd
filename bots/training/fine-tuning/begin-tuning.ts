import { AppError } from '../../../platform/errors/app-error.js';
import type { FineTuning, TuningCharges } from '../../../providers/index.js';
import type { FineTuningFields, TrainingSessionDocument } from '../sessions/training-session.model.js';
import { trainingSessionRepository } from '../sessions/training-session.repository.js';
import { storedBytesRepository } from '../store/stored-bytes.repository.js';
import { accountOf, tokensToTrain } from './tuning-account.js';
import { fileNameOf, metadataOf } from './tuning-names.js';
import { tuningNameOf, type TuningPart } from './tuning-examples.js';

/** A session before its examples are looked at. */
export const newTuning = (base: string, attempt = 1): FineTuningFields => ({
  ...{ base, attempt, files: null, providerJobId: null, status: null, model: null },
  examples: { training: 0, heldOut: 0 },
  ...{
    exampleTokens: null,
    trainedTokens: null,
    costMicros: null,
    trainingLoss: null,
    validationLoss: null,
    scores: {},
  },
});

/**
 * Uploads the files and begins training at the provider. May be repeated after any crash or lost answer: what was
 * accepted is found by its name or its metadata, and not made again. What training may cost is set aside before.
 * @throws AppError BUDGET_EXCEEDED, JobStopped
 */
export async function beginTuning({
  session,
  client,
  charges,
  assertMayGoOn,
}: {
  session: TrainingSessionDocument;
  client: FineTuning;
  charges: Pick<TuningCharges, 'setAside'>;
  assertMayGoOn: () => Promise<void>;
}): Promise<void> {
  const { organizationId, _id, config, fineTuning } = session;
  if (!fineTuning) throw new Error('the session is none of fine-tuning');
  if (fineTuning.providerJobId) return;
  const { attempt, base, examples } = fineTuning;
  const upload = async (part: TuningPart): Promise<string> => {
    const name = fileNameOf(_id, attempt, part);
    const there = await client.findFile(name);
    if (there) return there;
    const bytes = await storedBytesRepository.get(organizationId, tuningNameOf(_id, part));
    if (!bytes)
      throw new AppError('VALIDATION_ERROR', 'The examples of the session are gone; start another one');
    await assertMayGoOn();
    return client.upload(name, bytes);
  };
  const metadata = metadataOf(_id, attempt);
  let [job] = await client.find(metadata);
  if (!job) {
    const { exampleTokens: tokens } = fineTuning;
    if (tokens !== null && tokens !== undefined)
      await charges.setAside(accountOf(session), tokensToTrain(tokens, config.epochs));
    const files = {
      training: await upload('training'),
      validation: examples.heldOut > 0 ? await upload('held-out') : null,
    };
    await trainingSessionRepository.updateTuning(organizationId, _id, { files });
    await assertMayGoOn();
    job = await client.create({
      ...{ model: base, trainingFile: files.training, validationFile: files.validation },
      ...{ epochs: config.epochs, seed: config.seed, suffix: `bot-${_id.slice(-12)}`, metadata },
    });
  }
  await trainingSessionRepository.updateTuning(organizationId, _id, {
    providerJobId: job.id,
    status: job.status,
  });
}
