import { foldTurns } from './fold-turns.js';
import { turnMemoryRepository } from './turn-memory.repository.js';

/** Left to the process that answered for so long. */
const graceMs = 30_000;

/** Folds what a process that died has left unfolded; returns of how many end users. */
export async function sweepTurnMemory(now = Date.now()): Promise<number> {
  const users = await turnMemoryRepository.systemWithPending(new Date(now - graceMs), 200);
  for (const user of users) await foldTurns(user);
  return users.length;
}
