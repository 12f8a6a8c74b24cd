import type { Request } from 'express';
import type { Device } from '../../accounts/index.js';

/** From where a session is opened or used. */
export const deviceOf = ({ ip, headers }: Pick<Request, 'ip' | 'headers'>): Device => ({
  ip: ip ?? null,
  userAgent: headers['user-agent']?.slice(0, 300) ?? null,
});
