import { invalid } from '../platform/errors/app-error.js';
import { OutboundError } from '../platform/http/outbound-error.js';
import { checkUrl, type OutboundRules } from '../platform/http/outbound-rules.js';

/**
 * What the address alone tells; what its name leads to is checked at every delivery.
 * @throws AppError VALIDATION_ERROR for an address that nothing may be sent to
 */
export function checkTarget(url: string, rules: OutboundRules): string {
  try {
    const checked = checkUrl(url, rules);
    checked.hash = '';
    return checked.href;
  } catch (error) {
    if (error instanceof OutboundError) throw invalid('body.url', error.message);
    throw error;
  }
}
