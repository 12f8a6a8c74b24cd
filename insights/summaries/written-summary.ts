import type { ActionItem, SummaryStyle, SummaryType } from '../../contracts/ai/summaries.contract.js';

/** What a model or the local way has written of a conversation; each type of summary shows its part. */
export interface WrittenSummary {
  summary: string;
  keyPoints: string[];
  topic: string | null;
  decisions: string[];
  resolution: string | null;
  openQuestions: string[];
  actionItems: ActionItem[];
}

export interface SummaryWish {
  type: SummaryType;
  style: SummaryStyle;
  /** Words at most. */
  maxLength: number;
}
