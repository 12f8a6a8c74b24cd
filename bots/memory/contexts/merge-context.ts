import type { Actor } from '../../../accounts/index.js';
import { problemOfFreeData, bytesOf, freeDataLimits } from '../../../contracts/free-data.js';
import type { MergeContext } from '../../../contracts/memory.contract.js';
import { invalid } from '../../../platform/errors/app-error.js';
import { withTransaction } from '../../../platform/mongo/connection.js';
import { requireEndUser } from '../end-user.js';
import { forgetValues } from '../turns/forget-values.js';
import type { ContextDocument } from './context.model.js';
import { contextRepository } from './context.repository.js';
import { leavesOf, mergePatch } from './merge-patch.js';

/**
 * Merges into what is known of an end user; what goes by it is forgotten in later prompts too.
 * @throws AppError NOT_FOUND, VALIDATION_ERROR when the whole would be too large or would have expired
 */
export async function mergeContext({
  actor,
  input,
  ...of
}: {
  actor: Actor;
  chatbotId: string;
  userId: string;
  input: MergeContext;
}): Promise<{ context: ContextDocument; isNew: boolean }> {
  const organizationId = actor.requireMembership('editor');
  const user = await requireEndUser(actor, of);
  const expiresAt = typeof input.expiresAt === 'string' ? new Date(input.expiresAt) : input.expiresAt;
  if (expiresAt && expiresAt <= new Date()) throw invalid('body.expiresAt', 'expected a time in the future');
  // Two who merge at once conflict, and the later one merges into what the earlier one made.
  const { context, before } = await withTransaction(async () => {
    const before = await contextRepository.find(organizationId, user);
    const data = mergePatch(before?.data ?? {}, input.data ?? {});
    requireBounded(data);
    const context = await contextRepository.put(organizationId, user, {
      data,
      summary: input.summary === undefined ? (before?.summary ?? null) : input.summary,
      expiresAt: expiresAt === undefined ? (before?.expiresAt ?? null) : expiresAt,
    });
    return { context, before };
  });
  const kept = new Set(leavesOf(context.data).map(({ value }) => value));
  const gone = leavesOf(before?.data).filter(({ value }) => !kept.has(value));
  if (gone.length > 0)
    await forgetValues(
      user,
      gone.map(({ value }) => value),
    );
  return { context, isNew: before === null };
}

function requireBounded(data: Record<string, unknown>): void {
  const problem = problemOfFreeData(data);
  if (problem) throw invalid(['body.data', ...problem.path].join('.'), problem.message);
  if (bytesOf(data) > freeDataLimits.bytes) {
    throw invalid('body.data', `at most ${freeDataLimits.bytes} bytes with what is there already`);
  }
}
