import type { OpenAiBody } from '../../test/doubles/openai-script.js';

/** A model without any sense: says every document that it is sent, whatever stands in it, and cites it. */
export function recite({ messages = [] }: OpenAiBody): string {
  const question = messages.at(-1)?.content;
  const documents =
    typeof question === 'string'
      ? [...question.matchAll(/<document index="(\d+)"[^>]*>\n([\s\S]*?)\n<\/document>/g)]
      : [];
  return documents.map(([, index, text]) => `${text} [${index}]`).join('\n\n') || 'I do not know.';
}
