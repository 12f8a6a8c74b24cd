import type { WrittenType } from '../../contracts/knowledge.contract.js';
import { extractFaq } from '../extract/extract-faq.js';

/**
 * A question and its answer as the content of one item. An answer that asks something itself could be taken for further
 * pairs; then the question is a heading, and the answer the text below it.
 */
export function faqText(question: string, answer: string): { type: WrittenType; content: string } {
  const asked = question.replace(/\s+/g, ' ').trim();
  const content = `Q: ${asked}\nA: ${answer.trim()}`;
  const [pair, ...others] = extractFaq(content);
  const isWhole =
    others.length === 0 &&
    pair?.kind === 'question' &&
    pair.question === asked &&
    pair.answer === answer.trim();
  return isWhole
    ? { type: 'faq', content }
    : { type: 'markdown', content: `# ${asked}\n\n${answer.replace(/^(?=#)/gm, '\\').trim()}` };
}
