import type { Catchup } from '../../../contracts/ai/summaries.contract.js';
import type { Conversation, Unit } from '../../text/conversation.js';
import { decisions, openQuestions } from '../../text/signals.js';
import { firstWords } from '../words-count.js';
import type { WrittenSummary } from '../written-summary.js';
import { timeOf } from './thread-summary.js';

const mostOfAKind = 20;
const longest = 60;
const mention = /(?:^|[\s(])@[\p{L}\p{N}]/u;

/** What somebody has missed, each thing with the message that it stands in. */
export async function catchup(
  conversation: Conversation,
  { summary, actionItems }: WrittenSummary,
): Promise<Catchup> {
  const { turns, participants, units } = conversation;
  const shown = (some: Unit[]): Catchup['mentions'] =>
    some.slice(-mostOfAKind).map(({ author, text, turn }) => ({
      author,
      text: firstWords(text, longest),
      messageId: turns[turn]?.message.id ?? '',
    }));
  return {
    ...{ summary, participants, actionItems },
    since: timeOf(turns[0]),
    until: timeOf(turns.at(-1)),
    messageCount: turns.length,
    mentions: shown(units.filter(({ text }) => mention.test(text))),
    decisions: shown(await decisions(conversation)),
    questions: shown(await openQuestions(conversation)),
  };
}
