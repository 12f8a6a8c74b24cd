import type {
  Classification,
  ContentType,
  SkippedCheck,
} from '../../../contracts/ai/moderation-analysis.contract.js';
import type { ModerationSettings } from '../../../contracts/ai/moderation-policy.contract.js';
import type { ToxicScores } from './toxicity/local-toxicity.js';

/** Content to be looked at, and for whom. */
export interface DetectRequest {
  organizationId: string;
  /** Who asked for it. */
  actorId: string;
  jobId?: string;
  contentId: string;
  content: string;
  contentType: ContentType;
  metadata?: Record<string, unknown> | null;
  /** How often the author sent the text in so many minutes, this time included; otherwise what was analysed lately is counted. */
  countSame?: (text: string, windowMinutes: number) => Promise<number | null>;
  settings: ModerationSettings;
  enable: { toxicity: boolean; spam: boolean; classification: boolean };
  signal?: AbortSignal;
}

/** Who found something: rules know words and forms, models resemble and judge. */
export type Origin = 'ai' | 'rule';

export interface Detection {
  /** null: not looked for. */
  toxicity: { categories: ToxicScores; origin: Origin } | null;
  /** null: not looked for. */
  profanity: number | null;
  nsfw: number | null;
  spam: { score: number; indicators: string[] } | null;
  classification: Classification | null;
  /** Words of the organisation's own list. */
  blockedWords: string[];
  provider: 'openai' | 'local';
  language: string | null;
  skippedChecks: SkippedCheck[];
}
