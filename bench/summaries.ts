import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AiMessage } from '../contracts/ai/ai-message.contract.js';
import { extractSummary, readConversation } from '../insights/index.js';
import { rouge } from './rouge.js';

interface Dialogue {
  messages: AiMessage[];
  summary: string;
}

/** One line of DialogSum: turns as `#Person1#: text`. */
function dialogueOf(line: string): Dialogue {
  const { dialogue, summary } = JSON.parse(line) as { dialogue: string; summary: string };
  const messages = dialogue.split('\n').map((turn, index) => {
    const [, author = '', content = ''] = /^(#Person\d+#): ?(.*)$/.exec(turn) ?? [];
    const created_at = new Date(Date.UTC(2026, 0, 1, 10, index)).toISOString();
    return { id: `m${index}`, content, author_id: author, author_name: author, created_at };
  });
  return { messages, summary };
}

const leadThree = ({ messages }: Dialogue): string =>
  messages
    .slice(0, 3)
    .map(({ author_name, content }) => `${author_name}: ${content}`)
    .join(' ');

const local = async ({ messages }: Dialogue): Promise<string> =>
  (await extractSummary(await readConversation(messages), { style: 'brief', maxLength: 100 })).join(' ');

const folder = process.env.EVAL_DATA;
if (!folder) throw new Error('EVAL_DATA names the folder with dialogsum-dev.jsonl');
const dialogues = readFileSync(join(folder, 'dialogsum-dev.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map(dialogueOf);

for (const [name, summarize] of Object.entries({ 'lead-3': leadThree, local })) {
  const sums = [0, 0, 0];
  let words = 0;
  for (const dialogue of dialogues) {
    const summary = await summarize(dialogue);
    words += summary.split(/\s+/).length;
    for (const [at, value] of rouge(summary, dialogue.summary).entries()) sums[at] = (sums[at] ?? 0) + value;
  }
  const [one, two, longest] = sums.map((sum) => ((100 * sum) / dialogues.length).toFixed(1));
  const length = (words / dialogues.length).toFixed(1);
  console.log(`${name.padEnd(8)} ROUGE-1 ${one}  ROUGE-2 ${two}  ROUGE-L ${longest}  words ${length}`);
}
