/** What OpenAI's moderation looks for; each has a score from 0 to 1. */
export const moderationCategories = [
  'harassment',
  'harassment/threatening',
  'hate',
  'hate/threatening',
  'illicit',
  'illicit/violent',
  'self-harm',
  'self-harm/intent',
  'self-harm/instructions',
  'sexual',
  'sexual/minors',
  'violence',
  'violence/graphic',
] as const;
export type ModerationCategory = (typeof moderationCategories)[number];

/** A text, and a picture by its address, or as a data URL, where there is one. */
export interface ModerationInput {
  text: string;
  imageUrl?: string;
}

export interface ModerationVerdict {
  model: string;
  /** Of the categories that the model knows. */
  scores: Partial<Record<ModerationCategory, number>>;
  /** Those that the model itself holds to be violated. */
  violated: ModerationCategory[];
  /** Those that were looked for in the picture too; absent when the model does not tell. */
  inPicture?: ModerationCategory[];
}

/** A server that judges content: one call, nothing retried. */
export interface ModerationDriver {
  readonly provider: string;
  readonly model: string;
  /** @throws ProviderError, or the signal's reason */
  moderate(input: ModerationInput, signal?: AbortSignal): Promise<ModerationVerdict>;
  close(): Promise<void>;
}
