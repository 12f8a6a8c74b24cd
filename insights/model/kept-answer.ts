import type { CostInfo } from '../../contracts/ai/cost.contract.js';
import type { ResultCache } from '../../providers/index.js';

/**
 * The answer to the same question as lately, in the same organisation, is not paid for again: it costs nothing then, and says so.
 * What was computed on this machine is not kept: a model may answer the next time.
 */
export async function keptAnswer<T extends { provider: string; costInfo: CostInfo }>(
  cache: Pick<ResultCache, 'through'>,
  key: { organizationId: string; input: unknown },
  make: () => Promise<T>,
): Promise<T> {
  let isMade = false;
  const makeOnce = (): Promise<T> => {
    isMade = true;
    return make();
  };
  const keep = ({ provider }: T): boolean => provider !== 'local';
  const answer = await cache.through('summarization', key, makeOnce, { keep });
  return isMade ? answer : { ...answer, costInfo: { totalCost: 0, requestCount: 0 } };
}
