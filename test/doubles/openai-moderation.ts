import { sendJson, type Exchange } from './openai-answers.js';

const categories = [
  ...['harassment', 'harassment/threatening', 'hate', 'hate/threatening', 'illicit', 'illicit/violent'],
  ...['self-harm', 'self-harm/intent', 'self-harm/instructions', 'sexual', 'sexual/minors'],
  ...['violence', 'violence/graphic'],
];
/** In pictures, as in texts. */
const visual = /^(?:self-harm|sexual$|violence)/;
const low = 0.0001;
const violation = 0.5;

/** A moderation as OpenAI tells it: scores as scripted, low otherwise. */
export function answerModeration({ response, body, script, entry }: Exchange): void {
  if (script.malformed) return sendJson(response, 200, { id: `modr-${entry.index}`, results: 'none' });
  const scores = Object.fromEntries(categories.map((name) => [name, script.scores?.[name] ?? low]));
  const violated = Object.fromEntries(categories.map((name) => [name, (scores[name] ?? 0) >= violation]));
  const hasPicture = Array.isArray(body.input) && JSON.stringify(body.input).includes('image_url');
  const applied = Object.fromEntries(
    categories.map((name) => [name, hasPicture && visual.test(name) ? ['text', 'image'] : ['text']]),
  );
  sendJson(response, 200, {
    id: `modr-${entry.index}`,
    model: script.model ?? body.model,
    results: [
      {
        flagged: Object.values(violated).some(Boolean),
        categories: violated,
        category_scores: scores,
        category_applied_input_types: applied,
      },
    ],
  });
}
