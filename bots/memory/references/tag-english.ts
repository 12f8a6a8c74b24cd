import { englishTerms } from '../english-terms.js';
import {
  adjectives,
  adverbs,
  auxiliaries,
  clauseVerbs,
  conjunctions,
  determiners,
  isTime,
  possessives,
  prepositions,
  pronouns,
  questionWords,
} from './english-words.js';
import { wordsOf, type Kind, type Theme, type Token } from './token.js';

const contraction =
  /(?<=^(?:what|who|where|when|how|it|that|there|he|she|this|here|which|i|you|we|they))['’](?:s|re|ll|d|ve|m)$/i;

/**
 * The words of an English text: closed classes by list, the open ones by compromise's tagger, put right in questions.
 * `isContinued`: the text goes on from a sentence, so that a capital at its beginning marks a name.
 */
export function tagEnglish(text: string, { isContinued = false } = {}): Token[] {
  const tagsAt = new Map(englishTerms(text).map(({ tags, offset }) => [offset.start, new Set(tags)]));
  const tokens = wordsOf(text, contraction).map((word, index, all): Token => {
    const tags = tagsAt.get(word.start) ?? new Set<string>();
    const isFirst =
      (index === 0 && !isContinued) ||
      (word.isCutBefore && /[.!?\n]\s*$/.test(text.slice(all[index - 1]?.end, word.start)));
    const kind = kindOf(word.lower, tags);
    return {
      ...word,
      kind,
      theme: themeOf(word.lower, tags),
      isProper:
        kind === 'noun' || kind === 'adjective'
          ? /\p{N}/u.test(word.text) || (/^\p{Lu}/u.test(word.text) && (!isFirst || tags.has('ProperNoun')))
          : false,
      isPlural:
        tags.has('Plural') || (kind === 'noun' && !tags.has('Singular') && /[^su]s$/i.test(word.text)),
    };
  });
  return corrected(tokens, tagsAt);
}

function kindOf(lower: string, tags: Set<string>): Kind {
  if (questionWords.has(lower)) return 'question';
  if (auxiliaries.has(lower)) return 'auxiliary';
  if (possessives.has(lower)) return 'possessive';
  if (determiners.has(lower)) return 'determiner';
  if (pronouns.has(lower)) return 'pronoun';
  if (prepositions.has(lower)) return 'preposition';
  if (conjunctions.has(lower)) return 'conjunction';
  if (adverbs.has(lower)) return 'adverb';
  if (adjectives.has(lower)) return 'adjective';
  if (tags.has('Gerund')) return 'noun';
  if (tags.has('Verb')) return 'verb';
  if (tags.has('Adverb')) return 'adverb';
  if (tags.has('Adjective')) return 'adjective';
  if (tags.has('Value') && !tags.has('Noun')) return 'number';
  return 'noun';
}

function themeOf(lower: string, tags: Set<string>): Theme {
  if (isTime(lower) || tags.has('WeekDay') || tags.has('Month') || tags.has('Duration')) return 'time';
  if (tags.has('Place')) return 'place';
  return tags.has('Person') || tags.has('Actor') ? 'person' : null;
}

const helpers =
  /^(do|does|did|can|could|will|would|shall|should|may|might|must|don't|doesn't|didn't|can't|won't)$/;

/** `How much does the plan cost?`: after a helping verb some noun-like word is the verb. */
function corrected(tokens: Token[], tagsAt: Map<number, Set<string>>): Token[] {
  for (const [index, token] of tokens.entries()) {
    const before = tokens[index - 1];
    const isAfterArticle = before && ['determiner', 'possessive', 'adjective'].includes(before.kind);
    const after = tokens[index + 1];
    const isSaidOfNext =
      tagsAt.get(token.start)?.has('PastTense') &&
      after?.kind === 'noun' &&
      !after.isCutBefore &&
      before !== undefined &&
      ['verb', 'preposition', 'determiner', 'possessive'].includes(before.kind);
    if (token.kind !== 'verb') continue;
    if (isSaidOfNext) token.kind = 'adjective';
    else if (isAfterArticle && !isClauseEnd(tokens, index)) token.kind = 'noun';
    // A word alone is what is asked about.
    else if (tokens.length === 1 && !clauseVerbs.has(token.lower)) {
      token.kind = 'noun';
      token.isPlural = /[^su]s$/.test(token.lower);
    }
  }
  const helper = tokens.findIndex(({ lower }) => helpers.test(lower));
  if (helper < 0) return tokens;
  const rest = tokens.slice(helper + 1);
  const end = rest.findIndex(({ isCutBefore }, index) => index > 0 && isCutBefore);
  const clause = end < 0 ? rest : rest.slice(0, end);
  if (clause.some(({ kind }, index) => kind === 'verb' && index > 0)) return tokens;
  const [, ...after] = clause;
  const verb = after.find(
    ({ lower, kind }) => clauseVerbs.has(lower) && ['noun', 'adjective', 'auxiliary'].includes(kind),
  );
  if (verb) verb.kind = 'verb';
  return tokens;
}

const isClauseEnd = (tokens: Token[], index: number): boolean => {
  const next = tokens[index + 1];
  return !next || next.isCutBefore || ['preposition', 'conjunction', 'adverb'].includes(next.kind);
};
