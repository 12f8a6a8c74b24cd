import { jwtVerify, SignJWT } from 'jose';
import { AppError } from '../../platform/errors/app-error.js';

const issuer = 'chatbots-platform';
const audience = 'api';
const type = 'at+jwt';

/** The one way to write a token (RFC 7515, 7.1): decoders forgive line ends and padding. */
const compact = /^[\w-]{1,500}\.[\w-]{1,2000}\.[\w-]{1,100}$/;

/** Seconds that an access token is valid. */
export const accessTokenSeconds = 900;

export interface AccessTokenClaims {
  userId: string;
  sessionId: string;
}

export interface AccessTokens {
  sign(claims: AccessTokenClaims): Promise<string>;
  /** @throws AppError UNAUTHORIZED for any token that this installation did not sign for this purpose or that has expired. */
  verify(token: string): Promise<AccessTokenClaims>;
}

/** Access tokens as signed JWTs (RFC 9068): one algorithm, one issuer, one audience, one type. */
export function createAccessTokens(secret: string): AccessTokens {
  const key = new TextEncoder().encode(secret);
  return {
    sign: ({ userId, sessionId }) =>
      new SignJWT({ sid: sessionId })
        .setProtectedHeader({ alg: 'HS256', typ: type })
        .setSubject(userId)
        .setIssuer(issuer)
        .setAudience(audience)
        .setIssuedAt()
        .setExpirationTime(`${accessTokenSeconds}s`)
        .sign(key),
    async verify(token) {
      try {
        if (!compact.test(token)) throw new Error('not a compact token');
        const { payload } = await jwtVerify(token, key, {
          algorithms: ['HS256'],
          issuer,
          audience,
          typ: type,
          requiredClaims: ['exp', 'iat'],
        });
        if (typeof payload.sub === 'string' && typeof payload.sid === 'string') {
          return { userId: payload.sub, sessionId: payload.sid };
        }
      } catch {
        // Which check failed is of use to an attacker only.
      }
      throw new AppError('UNAUTHORIZED', 'The access token is invalid or has expired');
    },
  };
}
