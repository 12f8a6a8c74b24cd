import type { Citation } from '../../../contracts/conversations.contract.js';
import { stopWordsOf } from '../../../platform/text/stop-words.js';
import { analysed } from '../references/antecedents.js';
import { singular } from '../references/listed-items.js';
import type { Phrase } from '../references/phrases.js';

const most = { ofQuestion: 3, ofTitles: 2 };
const empty =
  /^(?:thing|things|time|question|something|help|information|info|way|lot|hello|hi|hey|thank|thanks|please|name|day|today|number)$/;

/** What a question is about, by its noun phrases; in the words of the question. */
export function topicsOf(question: string, language: string): string[] {
  const text = question.slice(0, 500);
  const names = language === 'en' ? englishTopics(text) : otherTopics(text, language);
  return [...new Map(names.map((name) => [name.toLowerCase(), name])).values()].slice(0, most.ofQuestion);
}

const englishTopics = (text: string): string[] =>
  analysed(text)
    .phrases.filter(
      ({ theme, head, determiner }) =>
        theme !== 'time' && !empty.test(head.lower) && determiner?.lower !== 'my',
    )
    .map(named)
    .filter((name) => name.length >= 3 && name.length <= 60 && /\p{L}{2}/u.test(name));

/** Three words at most, in the singular. */
const named = ({ tokens, determiner, head, isPlural, isProper }: Phrase): string =>
  tokens
    .slice(determiner ? 1 : 0)
    .slice(-3)
    .filter(({ lower }) => !['many', 'much'].includes(lower))
    .map((token) =>
      token === head && isPlural && !isProper
        ? singular(token.lower)
        : token.isProper
          ? token.text
          : token.lower,
    )
    .join(' ');

/** German marks its nouns; elsewhere the words that say something. */
function otherTopics(text: string, language: string): string[] {
  const stop = stopWordsOf(language);
  const words = [...text.matchAll(/\p{L}[\p{L}\p{N}-]{3,40}/gu)];
  const telling = words.filter(({ 0: word }) => {
    const plain = word.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '');
    return !stop.has(word.toLowerCase()) && !stop.has(plain);
  });
  const nouns =
    language === 'de' ? telling.filter(({ 0: word, index }) => index > 0 && /^\p{Lu}/u.test(word)) : telling;
  return nouns.map(({ 0: word }) => (language === 'de' ? word : word.toLowerCase()));
}

/** The documents that an answer cites, without the endings of files. */
export const topicsOfCitations = (citations: Citation[]): string[] =>
  [
    ...new Set(
      citations.map(({ title }) =>
        title
          .replace(/\.[a-z0-9]{1,5}$/i, '')
          .replace(/[_-]+/g, ' ')
          .trim(),
      ),
    ),
  ]
    .filter((name) => name.length >= 3 && name.length <= 60)
    .slice(0, most.ofTitles);
