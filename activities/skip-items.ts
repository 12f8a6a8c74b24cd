import { jobItemRepository } from '../jobs/index.js';

/** Of what was deleted meanwhile nothing is left to do: the items that were claimed for it are settled as skipped. */
export const skipItems = (jobItems: { _id: string }[], token: string): Promise<void> =>
  jobItemRepository.settle(
    token,
    jobItems.map(({ _id }) => ({ id: _id, status: 'skipped' as const })),
  );
