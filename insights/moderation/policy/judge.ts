import type {
  Analysis,
  DetectedIssue,
  IssueScores,
  IssueType,
  Priority,
  SpamAnalysis,
  ToxicityAnalysis,
} from '../../../contracts/ai/moderation-analysis.contract.js';
import {
  contentActions,
  type ContentAction,
  type ModerationSettings,
} from '../../../contracts/ai/moderation-policy.contract.js';
import type { Detection, Origin } from '../detect/detect.types.js';
import { toxicCategories } from '../detect/semantic/compare.js';

export interface Judgement {
  analysis: Analysis;
  toxicityAnalysis: ToxicityAnalysis | null;
  spamAnalysis: SpamAnalysis | null;
  /** Who found what the automatic action answers; null where there is none. */
  origin: Origin | null;
}

interface Issue extends DetectedIssue {
  action: ContentAction;
  origin: Origin;
}

/** How much each kind counts for the risk: a rude word is not a threat. */
const risks: Record<IssueType, number> = { toxicity: 1, nsfw: 0.9, spam: 0.8, profanity: 0.65 };
/** What the other kinds add to the risk of the gravest one. */
const furtherRisk = 0.1;

const round = (value: number): number => Math.round(Math.min(1, Math.max(0, value)) * 1_000) / 1_000;
/** Up to 0.5 low, 0.75 medium, 0.9 high. */
export const priorityOf = (risk: number): Priority =>
  risk >= 0.9 ? 'critical' : risk >= 0.75 ? 'high' : risk >= 0.5 ? 'medium' : 'low';

/** What a policy makes of what was detected. */
export function judge(detection: Detection, settings: ModerationSettings): Judgement {
  const { toxicity, spam, profanity, nsfw } = detection;
  const { policy } = settings;
  const toxicScore = toxicity
    ? Math.max(...toxicCategories.map((category) => toxicity.categories[category]))
    : null;
  const scores: IssueScores = {
    toxicity: toxicScore === null ? null : round(toxicScore),
    spam: spam ? round(spam.score) : null,
    profanity: profanity === null ? null : round(profanity),
    nsfw: nsfw === null ? null : round(nsfw),
  };
  const isToxic = toxicity !== null && toxicityIssue(detection, settings) !== null;
  const isSpam = spam !== null && spam.score >= policy.spamThreshold;
  const issues = issuesOf(detection, settings);
  const riskScore = riskOf(scores);
  const chosen = policy.autoModeration ? strictest(issues) : null;
  return {
    analysis: {
      shouldFlag: issues.length > 0,
      riskScore,
      priority: priorityOf(riskScore),
      detectedIssues: issues.map(({ type, severity, confidence, details }) => ({
        type,
        severity,
        confidence,
        details,
      })),
      categories: scores,
      recommendedAction:
        issues.length === 0 ? 'approve' : riskScore >= 0.9 ? 'delete' : riskScore >= 0.75 ? 'hide' : 'flag',
      autoAction: chosen?.action ?? 'none',
      confidence: confidenceOf(issues, scores, settings),
    },
    toxicityAnalysis: toxicity && {
      isToxic,
      score: round(toxicScore ?? 0),
      categories: {
        hate: round(toxicity.categories.hate),
        harassment: round(toxicity.categories.harassment),
        violence: round(toxicity.categories.violence),
        sexual: round(toxicity.categories.sexual),
      },
    },
    spamAnalysis: spam && { isSpam, score: round(spam.score), indicators: spam.indicators },
    origin: chosen && chosen.action !== 'none' ? chosen.origin : null,
  };
}

/** The strongest category that is over its own threshold, or the policy's where it has none. */
function toxicityIssue(
  { toxicity }: Detection,
  { policy, toxicityConfig }: ModerationSettings,
): { category: string; score: number } | null {
  if (!toxicity) return null;
  const over = toxicCategories
    .filter(
      (category) =>
        toxicity.categories[category] >=
        (toxicityConfig.categoryThresholds[category] ?? policy.toxicityThreshold),
    )
    .sort((a, b) => toxicity.categories[b] - toxicity.categories[a]);
  const [category] = over;
  return category === undefined ? null : { category, score: toxicity.categories[category] };
}

function issuesOf(detection: Detection, settings: ModerationSettings): Issue[] {
  const { policy } = settings;
  const { toxicity, spam, profanity, nsfw, blockedWords } = detection;
  const issues: Issue[] = [];
  const add = (type: IssueType, score: number, details: string, rest: Pick<Issue, 'action' | 'origin'>) =>
    issues.push({
      type,
      severity: priorityOf(score * risks[type]),
      confidence: round(score),
      details,
      ...rest,
    });
  if (profanity !== null && profanity >= policy.profanityThreshold)
    add(
      'profanity',
      profanity,
      blockedWords.length > 0 ? 'Contains a blocked word' : 'Contains offensive language',
      {
        ...{ action: policy.profanityAction, origin: 'rule' },
      },
    );
  const toxic = toxicityIssue(detection, settings);
  if (toxic && toxicity)
    add('toxicity', toxic.score, `Potentially harmful content detected: ${toxic.category}`, {
      ...{ action: policy.toxicityAction, origin: toxicity.origin },
    });
  if (nsfw !== null && nsfw >= policy.nsfwThreshold)
    add('nsfw', nsfw, 'Sexually explicit content', {
      action: policy.nsfwAction,
      origin: toxicity?.origin ?? 'rule',
    });
  if (spam && spam.score >= policy.spamThreshold)
    add('spam', spam.score, `Looks like spam: ${spam.indicators.join(', ')}`, {
      ...{ action: policy.spamAction, origin: 'rule' },
    });
  return issues;
}

function riskOf(scores: IssueScores): number {
  const weighted = (Object.keys(risks) as IssueType[]).map((type) => (scores[type] ?? 0) * risks[type]);
  const worst = Math.max(...weighted);
  const others = weighted.reduce((sum, value) => sum + value, 0) - worst;
  return round(worst + furtherRisk * others);
}

const strictness = (action: ContentAction): number => contentActions.indexOf(action);

const strictest = (issues: Issue[]): Issue | null =>
  issues.reduce<Issue | null>(
    (found, issue) => (found && strictness(found.action) >= strictness(issue.action) ? found : issue),
    null,
  );

/** Of a flag: that of its surest issue. Otherwise the further everything is from its threshold, the surer. */
function confidenceOf(issues: Issue[], scores: IssueScores, { policy }: ModerationSettings): number {
  if (issues.length > 0) return round(Math.max(...issues.map(({ confidence }) => confidence)));
  const thresholds: Record<IssueType, number> = {
    toxicity: policy.toxicityThreshold,
    spam: policy.spamThreshold,
    profanity: policy.profanityThreshold,
    nsfw: policy.nsfwThreshold,
  };
  const nearest = Math.max(
    ...(Object.keys(thresholds) as IssueType[]).map((type) => (scores[type] ?? 0) / (thresholds[type] || 1)),
  );
  return round(1 - nearest / 2);
}
