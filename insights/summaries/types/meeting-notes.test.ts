import { expect, test } from '@jest/globals';
import { MeetingOptions } from '../../../contracts/ai/summaries.contract.js';
import { readConversation } from '../../text/conversation.js';
import { dialogues } from '../../text/dialogues.fixture.js';
import { writeLocally } from '../local/write-locally.js';
import { countWords } from '../words-count.js';
import { meetingNotes, renderNotes } from './meeting-notes.js';

async function notesOf(options: Partial<MeetingOptions> = {}) {
  const conversation = await readConversation(dialogues[0]!.messages);
  const written = await writeLocally(conversation, { type: 'meeting-notes', style: 'brief', maxLength: 100 });
  return meetingNotes(conversation, written, MeetingOptions.parse(options));
}

test('notes have decisions, and tasks with owner and date', async () => {
  const notes = await notesOf({ title: 'Backups' });
  expect(notes).toMatchObject({
    title: 'Backups',
    date: '2026-01-31',
    participants: ['Alice', 'Bob', 'Carol'],
    decisions: ['Alice suggests that they go with the 8 TB disk.'],
  });
  expect(notes.actionItems).toContainEqual({
    task: "I'll order it by Friday.",
    owner: 'Carol',
    due: 'Friday',
  });
  const text = renderNotes(notes, 200);
  expect(text).toContain('# Backups\n\n## Summary\n\n');
  expect(text).toContain('## Action items\n\n');
  expect(text).toContain("- **Carol**: I'll order it by Friday.");
});

test('only the sections asked for are there', async () => {
  const notes = await notesOf({
    includeActionItems: false,
    includeParticipants: false,
    includeTopics: false,
  });
  expect(Object.keys(notes)).toEqual(['title', 'date', 'summary', 'decisions', 'openQuestions']);
  expect(renderNotes(notes, 500)).not.toMatch(/Action items|Topics/);
});

test.each([10, 25, 60, 120])('they have no more than %i words', async (most) => {
  const text = renderNotes(await notesOf(), most);
  expect(countWords(text)).toBeLessThanOrEqual(most);
  expect(text).toMatch(/^# /);
});
