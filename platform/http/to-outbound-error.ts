import { OutboundError } from './outbound-error.js';

const timeouts = new Set([
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
  'ETIMEDOUT',
]);
const unknownName = new Set(['ENOTFOUND', 'EAI_AGAIN', 'EAI_NODATA', 'EAI_NONAME']);

/** What went wrong, in words that say nothing about addresses and networks. */
export function toOutboundError(error: unknown, tookTooLong: boolean): Error {
  if (error instanceof OutboundError) return error;
  const { code = '', name } = error as { code?: string; name?: string };
  const problem = (reason: OutboundError['reason'], message: string) =>
    new OutboundError(reason, message, { cause: error });
  if (tookTooLong || timeouts.has(code)) return problem('timeout', 'The site took too long to answer');
  if (unknownName.has(code)) return problem('unreachable', 'The host is not known');
  if (/^(CERT|ERR_TLS|ERR_SSL|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO)/.test(code))
    return problem('unreachable', 'The certificate of the site cannot be trusted');
  if (code === 'UND_ERR_HEADERS_OVERFLOW')
    return problem('too-large', 'The header of the answer is too large');
  if (/^(Z_|ERR__ERROR_FORMAT)/.test(code) || code.startsWith('ERR_BROTLI') || code.startsWith('ERR__'))
    return problem('protocol', 'The answer is not compressed as it says');
  if (code.startsWith('HPE_') || name === 'HTTPParserError')
    return problem('protocol', 'The answer is not valid HTTP');
  return problem('unreachable', 'The site cannot be reached');
}
