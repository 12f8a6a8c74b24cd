import type { IngestContext } from './ingest-batch.js';
import { keptVectorRepository, type KeptFor } from './kept-vector.repository.js';

/** Texts of one call: a pause waits for no more, and no more is repeated when a worker is lost. */
const textsAtOnce = 96;

/**
 * Vectors of texts. What a remote model has answered is kept before it is asked again, so that neither a pause nor a
 * lost worker makes anybody pay twice; a local model is cheaper to ask again.
 * @throws JobStopped before a call that is not to be made any more
 */
export async function embedPassages(texts: string[], context: IngestContext): Promise<Float32Array[]> {
  const { base, jobId, signal, dependencies } = context;
  const { organizationId, chatbotId } = base;
  const { embed } = dependencies;
  const isPaid = dependencies.isPaid(base.embedding);
  const wanted = [...new Set(texts)];
  const vectors = isPaid
    ? await keptVectorRepository.find(organizationId, keptFor(context), wanted)
    : new Map<string, Float32Array>();
  const missing = wanted.filter((text) => !vectors.has(text));
  for (let start = 0; start < missing.length; start += textsAtOnce) {
    const batch = missing.slice(start, start + textsAtOnce);
    await context.breathe();
    await context.assertMayGoOn();
    const answers = await embed(batch, { organizationId, chatbotId, jobId, model: base.embedding, signal });
    const fresh = new Map(batch.map((text, index) => [text, required(answers[index])]));
    if (isPaid) await keptVectorRepository.put(organizationId, keptFor(context), fresh);
    for (const [text, vector] of fresh) vectors.set(text, vector);
  }
  return texts.map((text) => required(vectors.get(text)));
}

/** What is stored and shown needs its kept vectors no more. */
export async function forgetPassages(texts: string[], context: IngestContext): Promise<void> {
  if (!context.dependencies.isPaid(context.base.embedding)) return;
  await keptVectorRepository.forget(context.base.organizationId, keptFor(context), texts);
}

const keptFor = ({ jobId, base }: IngestContext): KeptFor => ({ jobId, model: base.embedding.model });

function required(vector: Float32Array | undefined): Float32Array {
  if (!vector) throw new Error('the embedder answered fewer vectors than texts');
  return vector;
}
