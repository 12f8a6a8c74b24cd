import { MeetingOptions, type MeetingNotes } from '../../../contracts/ai/summaries.contract.js';
import type { Conversation } from '../../text/conversation.js';
import { keyTopics } from '../../text/topics.js';
import { firstWords, countWords, withinWords } from '../words-count.js';
import type { WrittenSummary } from '../written-summary.js';

/** The notes with the sections that are asked for. */
export async function meetingNotes(
  conversation: Conversation,
  written: WrittenSummary,
  options: MeetingOptions = MeetingOptions.parse({}),
): Promise<MeetingNotes> {
  const { participants, turns } = conversation;
  const date = (turns[0]?.at ?? new Date(0)).toISOString().slice(0, 10);
  const topics = (await keyTopics(conversation)).map(({ topic }) => topic);
  return {
    title: options.title ?? (written.topic ? `Meeting: ${written.topic}` : 'Meeting'),
    date,
    summary: written.summary,
    ...(options.includeParticipants ? { participants } : {}),
    ...(options.includeTopics ? { topics } : {}),
    ...(options.includeDecisions ? { decisions: written.decisions } : {}),
    ...(options.includeActionItems ? { actionItems: written.actionItems } : {}),
    ...(options.includeQuestions ? { openQuestions: written.openQuestions } : {}),
  };
}

interface Section {
  heading: string;
  lines: string[];
}

/** How much of the words the paragraph at the head may take. */
const headShare = 0.5;

/** The notes as Markdown with so many words at most; what has no room is left out, from every section alike. */
export function renderNotes(notes: MeetingNotes, maxLength: number): string {
  const title = `# ${firstWords(notes.title, Math.max(1, Math.floor(maxLength / 4)))}`;
  const sections = sectionsOf(notes, Math.floor(maxLength * headShare));
  const shown = sections.map(() => [] as string[]);
  let left = maxLength - countWords(title);
  const longest = Math.max(...sections.map(({ lines }) => lines.length));
  for (let row = 0; row < longest; row++) {
    for (const [at, { heading, lines }] of sections.entries()) {
      const line = lines[row];
      const kept = shown[at];
      if (line === undefined || !kept) continue;
      const needed = countWords(line) + (kept.length === 0 ? countWords(heading) : 0);
      if (needed > left) continue;
      kept.push(line);
      left -= needed;
    }
  }
  const rendered = sections.flatMap(({ heading }, at) => {
    const lines = shown[at] ?? [];
    return lines.length === 0 ? [] : [`${heading}\n\n${lines.join('\n')}`];
  });
  return [title, ...rendered].join('\n\n');
}

function sectionsOf(notes: MeetingNotes, headWords: number): Section[] {
  const { date, participants, summary, topics, decisions, actionItems, openQuestions } = notes;
  const who = participants ? ` · ${participants.join(', ')}` : '';
  const listed = (lines: string[] = []): string[] => lines.map((line) => `- ${line}`);
  return [
    { heading: '## Summary', lines: [withinWords(summary, headWords), `${date}${who}`] },
    { heading: '## Decisions', lines: listed(decisions) },
    {
      heading: '## Action items',
      lines: listed(
        actionItems?.map(({ task, owner, due }) => {
          const when = due && !task.includes(due) ? ` (${due})` : '';
          return `${owner ? `**${owner}**: ` : ''}${task}${when}`;
        }),
      ),
    },
    { heading: '## Open questions', lines: listed(openQuestions) },
    { heading: '## Topics', lines: listed(topics) },
  ];
}
