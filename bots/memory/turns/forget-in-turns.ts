import type { EndUser } from '../end-user.js';
import { turnMemoryRepository } from './turn-memory.repository.js';

/** More values than that are not looked for one by one. */
const mostValues = 100;
/** Values that say nothing by themselves and stand in every other sentence. */
const isTelling = (value: string): boolean =>
  value.length >= 2 && value.length <= 500 && !/^(true|false|yes|no|\d{1,2})$/i.test(value);

/**
 * What was deleted from memory must not come back from the conversation: turns that name it, and answers that a
 * model wrote from memory, are left out of later prompts and references, and prompts that were built from memory are dropped. The history itself stays as it was said.
 */
export async function forgetInTurns(user: EndUser, values: string[]): Promise<void> {
  const telling = [...new Set(values)].filter(isTelling).slice(0, mostValues);
  const { organizationId } = user;
  if (telling.length > 0) await turnMemoryRepository.withhold(organizationId, user, telling);
  await turnMemoryRepository.withholdAnswersFromMemory(organizationId, user);
  // Last, as it takes away the mark of the turns that used memory.
  await turnMemoryRepository.dropPrompts(organizationId, user);
}
