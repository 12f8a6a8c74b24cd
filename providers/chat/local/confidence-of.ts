import { primaryLanguage } from '../../../platform/text/language.js';
import type { AnswerEvidence, ChatEnd } from '../chat-provider.js';
import { answerability } from './answerability/answerability.js';
import type { ChosenSentence } from './select-sentences.js';

/** The only cosines that it was fitted on. */
const fitted = /minilm/i;

/**
 * How likely the best of the quoted sentences answers the question: told of English questions about English documents that stand alone, as it
 * looks at words, and with the model that it was fitted on.
 */
export function confidenceOf(
  chosen: readonly ChosenSentence[],
  { evidence, language, model }: { evidence?: AnswerEvidence; language: string; model: string },
): Pick<ChatEnd, 'confidence'> {
  const [best] = chosen.toSorted((a, b) => b.fit - a.fit);
  const passage = evidence?.passages.find(({ index }) => index === best?.index);
  if (!evidence || !best || best.meaning === null || !passage) return {};
  const isEnglish = [language, passage.language ?? 'en'].every((tag) => primaryLanguage(tag) === 'en');
  if (evidence.context !== undefined || !isEnglish || !fitted.test(model)) return {};
  const { title, heading = '', text, score } = passage;
  return {
    confidence: answerability({
      question: evidence.question,
      sentence: best.text,
      passage: text,
      title: `${title} ${heading}`,
      score,
      meaning: best.meaning,
    }),
  };
}
