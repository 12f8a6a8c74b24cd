import type { Request } from 'express';
import { createHash } from 'node:crypto';
import type { Actor } from '../../accounts/index.js';
import { AppError } from '../../platform/errors/app-error.js';
import { uploadedFiles } from './body.js';
import type { Route } from './route.js';

/** The caller's key, on routes that accept one. @throws AppError VALIDATION_ERROR */
export function idempotencyKeyOf(route: Route, request: Request): string | undefined {
  const key = request.get('Idempotency-Key');
  if (!route.idempotent || key === undefined) return undefined;
  if (!/^[\x21-\x7e]{1,255}$/.test(key)) {
    throw new AppError('VALIDATION_ERROR', 'Idempotency-Key: expected 1 to 255 visible ASCII characters');
  }
  return key;
}

/** Whose key it is and for which request it was given: the same key of another caller is another one. */
export function claimOf({
  idempotencyKey,
  actor,
  request,
}: {
  idempotencyKey: string;
  actor: Actor | null;
  request: Request;
}) {
  const digest = (parts: unknown[]) => createHash('sha256').update(JSON.stringify(parts)).digest('hex');
  const owner = actor ? [actor.organizationId, actor.credentialId] : ['public', request.ip];
  const target = [request.method, request.path];
  const files = uploadedFiles(request).map(({ name, sha256 }) => [name, sha256]);
  const content = [request.query, request.body, files];
  return {
    id: digest([owner, target, idempotencyKey]),
    fingerprint: digest([target, content]),
    organizationId: actor?.organizationId ?? null,
  };
}
