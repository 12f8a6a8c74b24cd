import { ExtractionError, type Block } from './blocks.js';

const question =
  /^\s*(?:#{1,6}\s+|\*\*|[-*]\s+)?(?:Q(?:uestion)?|F(?:rage)?|P(?:regunta)?)\s*\d*\s*[:.)]\s*(.+?)(?:\*\*)?\s*$/i;
const answer = /^\s*(?:\*\*)?(?:A(?:nswer|ntwort)?|R(?:espuesta|éponse)?)\s*\d*\s*[:.)]\s*(?:\*\*)?\s*(.*)$/i;
const bareQuestion = /^\s*(?:#{1,6}\s+|\*\*|\d+[.)]\s+)?([^\n]{3,300}\?)(?:\*\*)?\s*$/;

/**
 * Questions and answers: `Q: … / A: …` pairs, or questions on lines of their own (as headings, numbered or bold)
 * followed by their answers. @throws ExtractionError when there is no pair
 */
export function extractFaq(text: string): Block[] {
  const pairs: { question: string; answer: string[] }[] = [];
  const marked = text.split('\n').some((line) => question.test(line));
  for (const line of text.split('\n')) {
    const asked = (marked ? question : bareQuestion).exec(line)?.[1];
    if (asked) {
      pairs.push({ question: asked.trim(), answer: [] });
      continue;
    }
    const current = pairs.at(-1);
    if (!current) continue;
    const answered = current.answer.length === 0 ? answer.exec(line) : null;
    current.answer.push(answered?.[1] ?? line);
  }
  const blocks = pairs
    .map((pair): Block => ({
      kind: 'question',
      question: pair.question,
      answer: pair.answer.join('\n').trim(),
    }))
    .filter((block) => block.kind === 'question' && block.answer !== '');
  if (blocks.length === 0) {
    throw new ExtractionError(
      'No question with an answer was found; write "Q: …" and "A: …" on lines of their own',
    );
  }
  return blocks;
}
