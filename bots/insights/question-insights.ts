import type { Insight, InsightKind, Severity } from '../../contracts/insights.contract.js';
import { derivedId } from '../../platform/ids.js';
import type { EmbeddingModel } from '../../providers/index.js';
import type { ChatbotDocument } from '../chatbots/chatbot.model.js';
import { horizonOf, isWithin, type Window } from './insight-window.js';
import { askedTurnRepository, type Asked, type AskedTurn } from './questions/asked-turn.repository.js';
import { mostCentral } from './questions/cluster-questions.js';
import type { QuestionEmbedding } from './questions/embed-questions.js';
import { groupTurns, type AskedQuestion, type QuestionGroup } from './questions/group-turns.js';
import { evidenceOf } from './evidence-of-turn.js';
import type { ResolvedSince } from './resolved.js';

export type QuestionInsightKind = Extract<InsightKind, 'unanswered' | 'low-rating' | 'knowledge-gap'>;

/** Turns that are looked at; of more the newest. */
export const mostTurns = 5_000;
/** The worst of five, and the one above it. */
export const lowRating = { least: 1, most: 2 };
const counts = { high: 10, medium: 3 };

interface Source {
  read(organizationId: string, asked: Asked): Promise<AskedTurn[]>;
  /** What places a turn in time. */
  at(turn: AskedTurn): Date;
  /** Fewer say nothing. */
  fewest: number;
  suggestion: string;
  figures(turns: AskedTurn[]): Record<string, number>;
}

const sources: Record<QuestionInsightKind, Source> = {
  unanswered: {
    read: (organizationId, asked) => askedTurnRepository.unanswered(organizationId, asked, mostTurns),
    at: ({ createdAt }) => createdAt,
    fewest: 1,
    suggestion:
      'Add a document that answers this, or let the bot learn the answer: generate learning items, complete and approve them.',
    figures: () => ({}),
  },
  'low-rating': {
    read: (organizationId, asked) => askedTurnRepository.rated(organizationId, asked, lowRating, mostTurns),
    at: ({ rating, createdAt }) => rating?.ratedAt ?? createdAt,
    fewest: 1,
    suggestion:
      'Read the answers with what was said about them; correct the document that they quote, or add a correction to learn.',
    figures: (turns) => ({ averageRating: mean(turns.map(({ rating }) => rating?.rating ?? 0)) }),
  },
  'knowledge-gap': {
    read: (organizationId, asked) => askedTurnRepository.weaklyGrounded(organizationId, asked, mostTurns),
    at: ({ createdAt }) => createdAt,
    fewest: 3,
    suggestion: 'Answers to this rest on passages that hardly fit: add a document that treats the topic.',
    figures: (turns) => ({ averageConfidence: mean(turns.map(({ confidence }) => confidence ?? 0)) }),
  },
};

const mean = (values: number[]): number =>
  Math.round((values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)) * 100) / 100;

export interface QuestionInsights extends Pick<QuestionEmbedding, 'embed'> {
  kind: QuestionInsightKind;
  window: Window;
  model: EmbeddingModel;
  resolvedSince: ResolvedSince;
}

/** Insights into what was asked: a group of questions each. */
export async function questionInsights(
  bot: Pick<ChatbotDocument, 'organizationId' | '_id'>,
  { kind, window, model, embed, resolvedSince }: QuestionInsights,
): Promise<Insight[]> {
  const { organizationId, _id: chatbotId } = bot;
  const source = sources[kind];
  const turns = await source.read(organizationId, { chatbotId, ...horizonOf(window) });
  const groups = await groupTurns(bot, turns, { model, embed, at: source.at });
  return groups.flatMap((group) => {
    const since = resolvedSince(group);
    const open = group.members.filter(
      ({ turn }) => isWithin(window, source.at(turn)) && (!since || turn.createdAt >= since),
    );
    return open.length < source.fewest ? [] : [insightOf({ chatbotId, kind, source, group, open })];
  });
}

function insightOf({
  chatbotId,
  kind,
  source,
  group,
  open,
}: {
  chatbotId: string;
  kind: QuestionInsightKind;
  source: Source;
  group: QuestionGroup;
  open: AskedQuestion[];
}): Insight {
  const turns = open.map(({ turn }) => turn);
  const times = turns.map((turn) => source.at(turn).getTime());
  return {
    id: derivedId('insight', chatbotId, kind, group.first.turn._id),
    kind,
    title: mostCentral({ ...group, members: open, first: open[0] ?? group.first }).text.slice(0, 300),
    severity: severityOf(open.length),
    count: open.length,
    evidence: evidenceOf(turns),
    suggestion: source.suggestion,
    figures: source.figures(turns),
    firstSeenAt: new Date(Math.min(...times)).toISOString(),
    lastSeenAt: new Date(Math.max(...times)).toISOString(),
  };
}

const severityOf = (count: number): Severity =>
  count >= counts.high ? 'high' : count >= counts.medium ? 'medium' : 'low';
