import { expect, test } from '@jest/globals';
import { dialogues, messagesOf, type Dialogue } from '../../text/dialogues.fixture.js';
import { readConversation } from '../../text/conversation.js';
import { extractSummary } from '../local/extract-summary.js';
import { falsifications } from './falsify.fixture.js';
import { qualityScore } from './quality-score.js';

interface Pair {
  kind: string;
  dialogue: Dialogue;
  good: string[];
  bad: string[];
}

const without = <T>(list: T[], at: number): T[] => list.filter((_, index) => index !== at);

/** Each summary against itself with a sentence less, a foreign one instead, or one made wrong. */
function* pairsOf(dialogue: Dialogue, good: string[], foreign: string[]): Generator<Pair> {
  const names = [...new Set(dialogue.messages.map(({ author_name }) => author_name))];
  yield { kind: 'a sentence less', dialogue, good, bad: without(good, good.length - 1) };
  yield { kind: 'a sentence from elsewhere', dialogue, good, bad: good.with(1, foreign[0]!) };
  for (const [kind, falsify] of Object.entries(falsifications)) {
    const at = good.findIndex((sentence) => falsify(sentence, names) !== null);
    if (at >= 0) yield { kind, dialogue, good, bad: good.with(at, falsify(good[at]!, names)!) };
  }
}

async function allPairs(): Promise<Pair[]> {
  const pairs: Pair[] = [];
  for (const [index, dialogue] of dialogues.entries()) {
    const foreign = dialogues[(index + 1) % dialogues.length]!.summary;
    const conversation = await readConversation(dialogue.messages);
    const extracted = await extractSummary(conversation, { style: 'bullets', maxLength: 80 });
    for (const summary of [dialogue.summary, extracted]) pairs.push(...pairsOf(dialogue, summary, foreign));
    pairs.push({ kind: 'the first sentence less', dialogue, good: extracted, bad: without(extracted, 0) });
  }
  return pairs;
}

const scoreOf = async ({ messages }: Dialogue, summary: string[]) =>
  (await qualityScore(summary.join(' '), await readConversation(messages)))!;

test('a sentence less, or one made wrong, lowers the score in at least 95 of 100 pairs', async () => {
  const pairs = await allPairs();
  expect(pairs.length).toBeGreaterThanOrEqual(100);
  const missed: string[] = [];
  for (const { kind, dialogue, good, bad } of pairs) {
    const [better, worse] = [await scoreOf(dialogue, good), await scoreOf(dialogue, bad)];
    if (!(worse < better))
      missed.push(`${kind}: ${better} ${worse}\n  ${good.join(' ')}\n  ${bad.join(' ')}`);
  }
  expect(missed.slice(0, Math.max(0, missed.length - Math.floor(pairs.length * 0.05)))).toEqual([]);
});

test('good summaries score high, those of another conversation low', async () => {
  for (const [index, dialogue] of dialogues.entries()) {
    const other = dialogues[(index + 3) % dialogues.length]!;
    expect(await scoreOf(dialogue, dialogue.summary)).toBeGreaterThan(0.6);
    expect(await scoreOf(dialogue, other.summary)).toBeLessThan(0.25);
  }
});

test('being long is no merit', async () => {
  const [dialogue] = dialogues as [Dialogue];
  const score = await scoreOf(dialogue, dialogue.summary);
  const twice = await scoreOf(dialogue, [...dialogue.summary, ...dialogue.summary]);
  expect(twice).toBeLessThanOrEqual(score);
  const padding = 'Overall it was a productive discussion about several important matters of the project.';
  expect(await scoreOf(dialogue, [...dialogue.summary, padding, padding])).toBeLessThan(score);
});

test('nothing said in words has no score', async () => {
  const conversation = await readConversation(messagesOf('Alice: 🎉\nBob: 👍'));
  expect(await qualityScore('Alice: 🎉', conversation)).toBeNull();
});
