import type { Insight, Severity } from '../../contracts/insights.contract.js';
import { derivedId } from '../../platform/ids.js';
import type { ChatbotDocument } from '../chatbots/chatbot.model.js';
import { versionRepository } from '../versions/version.repository.js';
import { answerFiguresRepository, type IntentCount } from './answer-figures.repository.js';
import { evidenceOf } from './evidence-of-turn.js';
import { periodBefore, type Window } from './insight-window.js';
import { differenceOfShares, shareOf, significant, type Proportion } from './statistics.js';

/** Chance alone shows a drift once in a hundred times, over all intents together. */
const level = 0.01;
/** Differences of so many percentage points at least are worth anybody's time. */
const leastDifference = 0.05;
const severities: [number, Severity][] = [
  [0.2, 'high'],
  [0.1, 'medium'],
];
const mostShown = 5;

/**
 * Intents, and being out of scope, whose share of the messages has changed against the time just before. Only what the same
 * model has classified is compared: another one draws the lines elsewhere.
 */
export async function intentDrift(
  { organizationId, _id: chatbotId }: Pick<ChatbotDocument, 'organizationId' | '_id'>,
  window: Window,
): Promise<Insight[]> {
  const asked = { chatbotId, ...window };
  const [now, before] = await Promise.all([
    answerFiguresRepository.intents(organizationId, asked),
    answerFiguresRepository.intents(organizationId, { chatbotId, ...periodBefore(window) }),
  ]);
  const versions = await versionsOfNewestModel(organizationId, chatbotId, [...now, ...before]);
  const [present, former] = [now, before].map((rows) =>
    rows.filter(({ version }) => versions.includes(version)),
  );
  const names = [...new Set([...(present ?? []), ...(former ?? [])].map(({ intent }) => intent))];
  const compared = names.map((intent) => ({
    intent,
    now: proportionOf(intent, present ?? []),
    before: proportionOf(intent, former ?? []),
  }));
  const isReal = significant(
    compared.map((one) => differenceOfShares(one.now, one.before)),
    level,
  );
  const drifting = compared.filter(
    (one, at) => isReal[at] && Math.abs(shareOf(one.now) - shareOf(one.before)) >= leastDifference,
  );
  const insights: Insight[] = [];
  for (const one of drifting) {
    const { intent } = one;
    const choice = { intent, versions, limit: mostShown };
    // What has become rare may not occur any more: then it shows in the time before.
    const turns =
      one.now.hits > 0
        ? await answerFiguresRepository.ofIntent(organizationId, asked, choice)
        : await answerFiguresRepository.ofIntent(
            organizationId,
            { chatbotId, ...periodBefore(window) },
            choice,
          );
    insights.push({ ...described({ ...one, chatbotId, window }), evidence: evidenceOf(turns) });
  }
  return insights;
}

/** Versions of the bot that share the model of the newest one in these counts. */
async function versionsOfNewestModel(
  organizationId: string,
  chatbotId: string,
  counts: IntentCount[],
): Promise<(number | null)[]> {
  const numbers = [...new Set(counts.map(({ version }) => version))];
  const models = await versionRepository.intentModels(
    organizationId,
    chatbotId,
    numbers.flatMap((number) => number ?? []),
  );
  const modelOf = (number: number | null): string | null => (number && models.get(number)) || null;
  const newest = modelOf(numbers.reduce<number | null>((most, one) => Math.max(most ?? 0, one ?? 0), null));
  return numbers.filter((number) => modelOf(number) === newest);
}

const proportionOf = (intent: string | null, counts: IntentCount[]): Proportion => ({
  hits: counts.filter((one) => one.intent === intent).reduce((sum, { n }) => sum + n, 0),
  of: counts.reduce((sum, { n }) => sum + n, 0),
});

function described({
  intent,
  now,
  before,
  chatbotId,
  window,
}: {
  intent: string | null;
  now: Proportion;
  before: Proportion;
  chatbotId: string;
  window: Window;
}): Omit<Insight, 'evidence'> {
  const [share, shareBefore] = [rounded(shareOf(now)), rounded(shareOf(before))];
  const difference = Math.abs(share - shareBefore);
  const what = intent === null ? 'Out of scope' : `Intent “${intent}”`;
  const more = share > shareBefore;
  return {
    id: derivedId('insight', chatbotId, 'intent-drift', intent === null ? 'out' : `in ${intent}`),
    kind: 'intent-drift',
    title: `${what}: ${percent(share)} of the messages, ${percent(shareBefore)} before`,
    severity: severities.find(([least]) => difference >= least)?.[1] ?? 'low',
    count: more ? now.hits : before.hits,
    suggestion: suggestionFor(intent, more),
    figures: {
      ...{ share, shareBefore, messages: now.of, messagesBefore: before.of },
      probability: differenceOfShares(now, before),
    },
    firstSeenAt: window.from.toISOString(),
    lastSeenAt: window.to.toISOString(),
  };
}

const rounded = (share: number): number => Math.round(share * 1_000) / 1_000;
const percent = (share: number): string => `${(share * 100).toFixed(1).replace('.0', '')} %`;

function suggestionFor(intent: string | null, more: boolean): string {
  if (intent === null)
    return more
      ? 'People ask for what the bot was not trained for: look at the messages for a new intent, and add examples.'
      : 'Fewer messages are rejected than before: make sure that strange ones still are.';
  return more
    ? 'People ask for this more often than before: make sure that the documents treat it well.'
    : 'People ask for this less often than before: check whether messages of this kind are understood as something else.';
}
