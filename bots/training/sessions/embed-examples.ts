import type { TrainingExample } from '../classifier/training-example.js';
import { examplesNameOf } from '../models/intent-models.js';
import { exampleVectorRepository, type VectorsOf } from '../store/example-vector.repository.js';
import { storedBytesRepository } from '../store/stored-bytes.repository.js';
import { textsPerItem } from './prepare-training.js';
import type { TrainingSessionDocument } from './training-session.model.js';

export interface EmbedContext {
  session: TrainingSessionDocument;
  signal: AbortSignal;
  breathe(): Promise<void>;
  /** Before every call that may cost money. @throws JobStopped */
  assertMayGoOn(): Promise<void>;
  embed(
    texts: string[],
    context: {
      organizationId: string;
      chatbotId: string;
      jobId: string;
      model: { model: string; dimensions: number };
      signal: AbortSignal;
    },
  ): Promise<Float32Array[]>;
}

/** The examples of a session as they were when it began. @throws Error when they are gone */
export async function sessionExamples({
  organizationId,
  _id,
}: TrainingSessionDocument): Promise<TrainingExample[]> {
  const bytes = await storedBytesRepository.get(organizationId, examplesNameOf(_id));
  if (!bytes) throw new Error('the examples of the session are gone');
  return JSON.parse(Buffer.from(bytes).toString()) as TrainingExample[];
}

export const vectorsOf = (
  { organizationId, chatbotId, _id }: TrainingSessionDocument,
  model: string,
): VectorsOf => ({ organizationId, chatbotId, sessionId: _id, model });

/**
 * Vectors of texts; what was embedded before for this bot is taken from there, and each answer is kept before the next
 * call. @throws JobStopped before a call that is not to be made any more
 */
export async function embedTexts(
  texts: readonly string[],
  model: { model: string; dimensions: number },
  { session, signal, breathe, assertMayGoOn, embed }: EmbedContext,
): Promise<Map<string, Float32Array>> {
  const { organizationId, chatbotId, jobId } = session;
  const of = vectorsOf(session, model.model);
  const vectors = await exampleVectorRepository.find(of, texts);
  await exampleVectorRepository.touch(of, [...vectors.keys()]);
  const missing = [...new Set(texts)].filter((text) => !vectors.has(text));
  for (let start = 0; start < missing.length; start += textsPerItem) {
    const batch = missing.slice(start, start + textsPerItem);
    await breathe();
    await assertMayGoOn();
    signal.throwIfAborted();
    const answers = await embed(batch, { organizationId, chatbotId, jobId, model, signal });
    const fresh = new Map(
      batch.map((text, index) => {
        const vector = answers[index];
        if (!vector) throw new Error('the embedder answered fewer vectors than texts');
        return [text, vector];
      }),
    );
    await exampleVectorRepository.put(of, fresh);
    for (const [text, vector] of fresh) vectors.set(text, vector);
  }
  return vectors;
}
