import type { Express } from 'express';
import { z } from 'zod';
import { openLocalSession, type AccessTokens } from '../../accounts/index.js';
import { Empty } from '../../contracts/common.contract.js';
import { AppError } from '../../platform/errors/app-error.js';
import { mayBypass } from '../http/development-access.js';
import { deviceOf } from '../http/device.js';
import type { Kit } from '../http/kit.js';
import { createPipeline } from '../http/pipeline.js';
import { done, withCookie } from '../http/reply.js';
import { defineRoute } from '../http/route.js';

export interface LocalSignIn {
  tokens: AccessTokens;
  dataDir: string;
}

const Code = z.strictObject({ code: z.string().min(1).max(200) });

/**
 * Exchanges the code of the link that `npm start` shows for the session cookie. It is no operation of the API: only the page
 * of that link, in a browser of this machine, has a use for it, and in production it does not exist.
 */
export function mountLocalSignIn(app: Express, { tokens, dataDir }: LocalSignIn, kit: Kit): void {
  const path = '/local-sign-in';
  const exchange = createPipeline(
    defineRoute({
      surface: 'platform',
      method: 'POST',
      path,
      summary: 'Sign in by the link of the terminal',
      tag: 'Authentication',
      access: 'public',
      limit: 'auth',
      request: { body: Code },
      responses: { 200: Empty },
      handler: async ({ body: { code }, request }) => {
        const { cookie } = await openLocalSession({ tokens, dataDir, code, device: deviceOf(request) });
        if (!cookie) throw new Error('a session of a browser has a cookie');
        return withCookie(done('Signed in'), kit.cookies.set(cookie));
      },
    }),
    kit,
  );
  app.post(path, (request, response, next) => {
    const refusal = new AppError(
      'FORBIDDEN',
      'This is for browsers of the machine that the platform runs on',
    );
    return mayBypass(request) ? exchange(request, response, next) : next(refusal);
  });
}
