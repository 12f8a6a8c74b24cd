import type { ContentAnalysis } from '../../contracts/ai/moderation-analysis.contract.js';
import { detectContent, type DetectDependencies } from './detect/detect-content.js';
import type { DetectRequest } from './detect/detect.types.js';
import type { ExpiryTimers } from './expiry/expiry-timers.js';
import { judge } from './policy/judge.js';
import { recordAnalysis } from './record-analysis.js';

export interface ModerationDependencies extends DetectDependencies {
  timers: ExpiryTimers;
}

export interface Moderated extends ContentAnalysis {
  /** Where it waits for a moderator. */
  queueItemId: string | null;
}

/** Looks at content, says what a policy makes of it, writes that down, and does what is to be done by itself. */
export async function moderateContent(
  dependencies: ModerationDependencies,
  request: DetectRequest,
): Promise<Moderated> {
  const detection = await detectContent(dependencies, request);
  const judgement = judge(detection, request.settings);
  const { item, taken } = await recordAnalysis({ request, detection, judgement });
  if (taken?.stopTimer) await dependencies.timers.stop(taken.stopTimer);
  if (taken?.startTimer) await dependencies.timers.start(taken.startTimer);
  const { analysis, toxicityAnalysis, spamAnalysis } = judgement;
  const { classification, provider, language, skippedChecks } = detection;
  return {
    ...{ analysis, toxicityAnalysis, spamAnalysis, classification, provider, language, skippedChecks },
    queueItemId: item?._id ?? null,
  };
}
