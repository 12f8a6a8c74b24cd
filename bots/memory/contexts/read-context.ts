import type { Actor } from '../../../accounts/index.js';
import { notFound } from '../../../platform/errors/app-error.js';
import { requireEndUser } from '../end-user.js';
import type { ContextDocument } from './context.model.js';
import { contextRepository } from './context.repository.js';

/** What is known of an end user. @throws AppError NOT_FOUND when nothing is */
export async function readContext({
  actor,
  ...of
}: {
  actor: Actor;
  chatbotId: string;
  userId: string;
}): Promise<ContextDocument> {
  const user = await requireEndUser(actor, of);
  const context = await contextRepository.find(user.organizationId, user);
  if (!context) throw notFound('Context');
  return context;
}
