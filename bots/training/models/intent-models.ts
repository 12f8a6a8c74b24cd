import { decodeModel } from '../classifier/model-file.js';
import type { IntentModel } from '../classifier/intent-model.js';
import { storedBytesRepository } from '../store/stored-bytes.repository.js';
import { derivedId } from '../../../platform/ids.js';

/** The model of a session: the same for every attempt. */
export const modelIdOf = (sessionId: string): string => derivedId('intent-model', sessionId);
/** Where the model is stored that has not seen the held-out examples. */
export const measuredNameOf = (modelId: string): string => `${modelId}-measured`;
export const examplesNameOf = (sessionId: string): string => `${sessionId}-examples`;

/** Bytes of models that a process keeps ready; the least recently used go first. */
const keptBytes = 256_000_000;

interface Kept {
  loading: Promise<IntentModel | null>;
  bytes: number;
}

const kept = new Map<string, Kept>();

/** A bot's model, ready to be asked; `null` when there is none of this id. */
export function loadIntentModel(organizationId: string, modelId: string): Promise<IntentModel | null> {
  const key = `${organizationId}:${modelId}`;
  const known = kept.get(key);
  if (known) {
    kept.delete(key);
    kept.set(key, known);
    return known.loading;
  }
  const entry: Kept = { loading: Promise.resolve(null), bytes: 0 };
  entry.loading = readModel(organizationId, modelId, (bytes) => {
    entry.bytes = bytes;
    makeRoom(key);
  });
  kept.set(key, entry);
  // Neither a failure nor a missing model is kept.
  entry.loading.then(
    (model) => model ?? kept.delete(key),
    () => kept.delete(key),
  );
  return entry.loading;
}

/** @throws Error when the stored bytes are damaged */
export async function readModel(
  organizationId: string,
  name: string,
  onSize: (bytes: number) => void = () => undefined,
): Promise<IntentModel | null> {
  const bytes = await storedBytesRepository.get(organizationId, name);
  if (!bytes) return null;
  onSize(bytes.length);
  return decodeModel(bytes);
}

function makeRoom(newest: string): void {
  let total = [...kept.values()].reduce((sum, { bytes }) => sum + bytes, 0);
  for (const [key, { bytes }] of kept) {
    if (total <= keptBytes) return;
    if (key === newest) continue;
    kept.delete(key);
    total -= bytes;
  }
}
