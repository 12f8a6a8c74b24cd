import type { Conversation, Unit } from '../../text/conversation.js';
import { actionItems } from '../../text/action-items.js';
import { decisions, openQuestions } from '../../text/signals.js';
import { keyTopics } from '../../text/topics.js';
import { plural } from '../../digests/digest-facts.js';
import { countWords, firstWords } from '../words-count.js';
import type { SummaryWish, WrittenSummary } from '../written-summary.js';
import { extractSummary, type Likeness } from './extract-summary.js';
import { rankUnits } from './rank-units.js';
import { tellUnit } from './tell-unit.js';

/** Of decisions, questions and tasks each. */
const mostOfAKind = 20;
const mostKeyPoints = 5;
/** Of a sentence in a list. */
const longestPoint = 40;

/** A summary in the words of the conversation, for where no model writes. */
export async function writeLocally(
  conversation: Conversation,
  { type, style, maxLength }: SummaryWish,
  likeness?: Likeness,
): Promise<WrittenSummary> {
  const { language } = conversation;
  const head = type === 'digest' && language === 'en' ? `${activityOf(conversation)} ` : '';
  const room = Math.max(1, maxLength - countWords(head));
  const ranked = await rankUnits(conversation);
  const sentences = await extractSummary(conversation, { style, maxLength: room, likeness, ranked });
  const points = await extractSummary(conversation, { style: 'bullets', maxLength: 120, likeness, ranked });
  const point = (unit: Unit): string => firstWords(tellUnit(unit, language), longestPoint);
  const agreed = (await decisions(conversation)).slice(-mostOfAKind).map(point);
  const [topic] = await keyTopics(conversation, 1);
  return {
    summary: (head + written(sentences, style, room)).trim() || wordless(conversation, maxLength),
    keyPoints: points.slice(0, mostKeyPoints).map((text) => firstWords(text, longestPoint)),
    topic: topic?.topic ?? null,
    decisions: agreed,
    resolution: agreed.at(-1) ?? null,
    openQuestions: (await openQuestions(conversation)).slice(-mostOfAKind).map(point),
    actionItems: (await actionItems(conversation))
      .slice(0, mostOfAKind)
      .map(({ task, owner, due }) => ({ task: firstWords(task, longestPoint), owner, due })),
  };
}

const activityOf = ({ turns, participants }: Conversation): string =>
  `${plural(turns.length, 'message')} from ${plural(participants.length, 'participant')}.`;

const bullet = '•';

/** The mark before each point stands apart and so counts as a word; a point that has no room is left out. */
function written(sentences: string[], style: SummaryWish['style'], maxLength: number): string {
  if (style !== 'bullets') return sentences.join(' ');
  const lines: string[] = [];
  let left = maxLength;
  for (const sentence of sentences) {
    const words = sentence.split(/\s+/).length + 1;
    if (words > left) {
      if (lines.length === 0) lines.push(`${bullet} ${firstWords(sentence, left - 1)}`);
      continue;
    }
    lines.push(`${bullet} ${sentence}`);
    left -= words;
  }
  return lines.join('\n');
}

/** Messages can be empty, or pictures only. */
function wordless({ turns, participants }: Conversation, maxLength: number): string {
  return firstWords(
    `${plural(turns.length, 'message')} without text from ${participants.join(', ')}.`,
    maxLength,
  );
}
