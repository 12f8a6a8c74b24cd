import type { Request } from 'express';
import { EndUserId } from '../../contracts/conversations.contract.js';

/** Members read and editors write; a key for conversations may do both, as it speaks for its end users. */
export const readingBot = {
  surface: 'platform',
  tag: 'Memory',
  access: 'user',
  organizationRole: 'viewer',
  alternativeScope: 'chat',
  limit: 'read',
} as const;

export const reading = { ...readingBot, pathParams: { userId: EndUserId } } as const;

export const writing = {
  ...reading,
  organizationRole: 'editor',
  limit: 'conversation',
  /** Written in the course of conversations: each end user has a limit of their own. */
  limitKey: (request: Request): string | undefined => {
    const { userId } = request.params as { userId?: unknown };
    return typeof userId === 'string' ? userId.slice(0, 128) : undefined;
  },
} as const;
