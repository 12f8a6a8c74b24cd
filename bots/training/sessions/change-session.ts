import type { Client } from '@temporalio/client';
import type { Actor } from '../../../accounts/index.js';
import { cancelJob } from '../../../jobs/index.js';
import { conflict, notFound } from '../../../platform/errors/app-error.js';
import { withTransaction } from '../../../platform/mongo/connection.js';
import { giveModel } from './finish-training.js';
import type { TrainingSessionDocument } from './training-session.model.js';
import { trainingSessionRepository } from './training-session.repository.js';

/** The session when the actor may read it. @throws AppError NOT_FOUND for any other id */
export async function requireSession(actor: Actor, id: string): Promise<TrainingSessionDocument> {
  const session = await trainingSessionRepository.find(actor.organizationId, id);
  if (!session || !actor.isMemberOf(session.organizationId)) throw notFound('Training session');
  return session;
}

/**
 * Ends a session without giving the bot its model, be it at work or waiting for approval.
 * @throws AppError NOT_FOUND, CONFLICT when it has ended
 */
export async function cancelTraining({
  actor,
  temporal,
  id,
}: {
  actor: Actor;
  temporal: Client;
  id: string;
}): Promise<TrainingSessionDocument> {
  const session = await requireSession(actor, id);
  const organizationId = actor.requireMembership('editor');
  if (session.outcome === null) {
    await cancelJob({ actor, temporal, jobId: session.jobId });
    return session;
  }
  const discarded = await trainingSessionRepository.conclude(organizationId, id, 'awaiting-approval', {
    outcome: 'cancelled',
  });
  if (!discarded) throw conflict(`The session has already ended (${session.outcome})`);
  return discarded;
}

/** Gives the bot a model that waits for approval. @throws AppError NOT_FOUND, CONFLICT when it does not wait */
export async function publishTraining({
  actor,
  id,
}: {
  actor: Actor;
  id: string;
}): Promise<TrainingSessionDocument> {
  await requireSession(actor, id);
  const organizationId = actor.requireMembership('editor');
  return withTransaction(async () => {
    const approved = await trainingSessionRepository.conclude(organizationId, id, 'awaiting-approval', {
      outcome: 'completed',
    });
    if (!approved) throw conflict('The session does not wait for approval');
    const version = await giveModel(approved, actor.userId);
    await trainingSessionRepository.update(organizationId, id, { version });
    return { ...approved, version };
  });
}
