import type { TuningPart } from './tuning-examples.js';

/** By these a provider's job is found again when the answer to its making was lost. */
export const metadataOf = (sessionId: string, attempt: number): Record<string, string> => ({
  training_session: sessionId,
  attempt: String(attempt),
});
export const sessionMetadata = (sessionId: string): Record<string, string> => ({
  training_session: sessionId,
});

export const fileNameOf = (sessionId: string, attempt: number, part: TuningPart): string =>
  `${sessionId}-${attempt}-${part}.jsonl`;
