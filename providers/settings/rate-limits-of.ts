import { limitedFeatures } from '../../contracts/ai/ai-config.contract.js';
import type { RateLimits } from '../../platform/config/rate-limit.config.js';
import type { AiSettings } from './ai-settings.js';
import { categoryOf } from './default-settings.js';

/** The limits of all categories, those that can be set as they are set now. */
export function rateLimitsOf(settings: Pick<AiSettings, 'rateLimits'>, others: RateLimits): RateLimits {
  const limits = { ...others };
  for (const feature of limitedFeatures) {
    const { userMaxRequests, userWindowMs, orgMaxRequests, orgWindowMs } = settings.rateLimits[feature];
    limits[categoryOf[feature]] = {
      caller: { points: userMaxRequests, seconds: userWindowMs / 1_000 },
      organization:
        orgMaxRequests === null || orgWindowMs === null
          ? null
          : { points: orgMaxRequests, seconds: orgWindowMs / 1_000 },
    };
  }
  return limits;
}
