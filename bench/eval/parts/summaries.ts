import { rouge } from '../rouge.js';
import type { Figure } from '../figure.js';
import { bootstrap, meanOf, shuffled } from '../statistics.js';
import { mapSome, type Setting } from '../subject.js';

const file = 'dialogsum-dev.jsonl';

/** One line of DialogSum (Chen et al., 2021): turns as `#Person1#: text`. */
function dialogueOf(line: string) {
  const { dialogue, summary } = JSON.parse(line) as { dialogue: string; summary: string };
  const messages = dialogue.split('\n').map((turn, index) => {
    const [, author = '', content = ''] = /^(#Person\d+#): ?(.*)$/.exec(turn) ?? [];
    const created_at = new Date(Date.UTC(2026, 0, 1, 10, index)).toISOString();
    return { id: `m${index}`, content, author_id: author, author_name: author, created_at };
  });
  return { messages, summary };
}

/** Brief summaries against those of people: ROUGE-1, -2 and -L; beside them the first three turns. */
export async function measureSummaries({ subject, most, read }: Setting): Promise<Figure[] | string> {
  const text = await read(file);
  if (text === null) return file;
  const dialogues = shuffled(text.trim().split('\n').map(dialogueOf), 7).slice(0, most);
  const scores = await mapSome(dialogues, async ({ messages, summary }) => {
    const answer = await subject.client.post('/api/ai/summarize', {
      ...{ messages: messages.filter(({ content }) => content), type: 'brief' },
      options: { style: 'brief', maxLength: 100 },
    });
    if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
    const lead = messages.slice(0, 3).map(({ author_name, content }) => `${author_name}: ${content}`);
    return {
      ours: rouge((answer.body as { summary: string }).summary, summary),
      lead: rouge(lead.join(' '), summary),
    };
  });
  return ['ROUGE-1', 'ROUGE-2', 'ROUGE-L'].map((name, at): Figure => {
    const ours = scores.map((score) => score.ours[at] ?? 0);
    const baseline = meanOf(scores.map((score) => score.lead[at] ?? 0));
    return {
      ...{
        part: 'summaries',
        name: `${name}, DialogSum`,
        value: meanOf(ours),
        interval: bootstrap(ours, meanOf),
      },
      ...{ cases: ours.length, baseline: { name: 'lead-3', value: baseline }, goal: baseline * 1.15 },
    };
  });
}
