import type { ChatMessage } from '../../../providers/index.js';
import { AppError } from '../../../platform/errors/app-error.js';
import { storedBytesRepository } from '../store/stored-bytes.repository.js';

/** One line of a file for fine-tuning: a conversation with the answer that is wanted. */
export interface TuningExample {
  messages: ChatMessage[];
}

export type TuningPart = 'training' | 'held-out';
export const tuningNameOf = (sessionId: string, part: TuningPart): string => `${sessionId}-tuning-${part}`;

const mostBytes = 200_000_000;

/** JSON lines in OpenAI's chat format. @throws AppError VALIDATION_ERROR beyond 200 MB */
export function toJsonLines(examples: TuningExample[]): Buffer {
  const lines = examples.map((example) => Buffer.from(`${JSON.stringify(example)}\n`));
  if (lines.reduce((sum, { length }) => sum + length, 0) > mostBytes)
    throw new AppError(
      'VALIDATION_ERROR',
      'The examples, each with the bot’s instructions, have more than 200 MB',
    );
  return Buffer.concat(lines);
}

/** The examples that a session holds out, each with what was asked and the answer that is expected. */
export async function heldOutExamples(
  organizationId: string,
  sessionId: string,
): Promise<{ prompt: ChatMessage[]; expected: string }[]> {
  const bytes = await storedBytesRepository.get(organizationId, tuningNameOf(sessionId, 'held-out'));
  const lines = Buffer.from(bytes ?? [])
    .toString('utf8')
    .split('\n')
    .filter(Boolean);
  return lines.map((line) => {
    const { messages } = JSON.parse(line) as TuningExample;
    return { prompt: messages.slice(0, -1), expected: messages.at(-1)?.content ?? '' };
  });
}
