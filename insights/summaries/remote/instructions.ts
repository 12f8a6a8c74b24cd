import type { SummaryType } from '../../../contracts/ai/summaries.contract.js';
import type { SummaryWish } from '../written-summary.js';

const purposes: Record<SummaryType, string> = {
  brief: 'Sum up what was said for somebody who has no time to read it.',
  digest: 'Write a digest of the channel: what happened, what was agreed, what stands out.',
  thread: 'Sum up the discussion: what it was about, which views there were, how it ended.',
  catchup: 'Tell somebody who was away what they have missed, the most important first.',
  'meeting-notes': 'Sum up the meeting in a paragraph, as the head of its minutes.',
};

const styles: Record<SummaryWish['style'], string> = {
  brief: 'The summary is one short paragraph.',
  detailed: 'The summary is detailed: every subject with its reasons, in paragraphs.',
  bullets: 'The summary is a list: each point on a line of its own that begins with "• ".',
};

const shape =
  '{"summary": string, "keyPoints": string[], "topic": string or null, "decisions": string[], "resolution": string or null, ' +
  '"openQuestions": string[], "actionItems": [{"task": string, "owner": string or null, "due": string or null}]}';

const rules =
  'Say only what the messages say: no number, name or date that is not in them. Name who said what. Write in the language of the ' +
  'messages. "keyPoints" are at most 5 short sentences; "decisions" only what was agreed; "resolution" how the matter ended, null ' +
  'when nothing was settled; "openQuestions" what nobody answered; "actionItems" what somebody is to do, with "owner" and "due" ' +
  'null when they were not said. Lists may be empty.';

/** What a model is told to make of all messages, or of the summaries of their parts. */
export const finalInstructions = ({ type, style, maxLength }: SummaryWish, ofParts: boolean): string =>
  [
    ofParts
      ? 'You get summaries of the consecutive parts of a conversation, each as JSON on a line. Make one of the whole.'
      : 'You get the messages of a conversation, one a line, with time and author.',
    purposes[type],
    style === 'bullets' && type === 'meeting-notes' ? styles.brief : styles[style],
    `The summary has at most ${maxLength} words.`,
    rules,
    `The JSON: ${shape}`,
  ].join(' ');

/** What it is told to make of one part of a conversation that is too long for it. */
export const partInstructions = (): string =>
  [
    'You get a part of the messages of a conversation, one a line, with time and author.',
    'Sum up this part so that a summary of the whole can be made from it. The summary has at most 150 words.',
    rules,
    `The JSON: ${shape}`,
  ].join(' ');
