import { Turns } from '../../platform/fairness/turns.js';
import { createExtractor, type Extractor } from './extractor.js';

export interface FairExtractors {
  /** Reads documents of one organisation, one at a time. */
  of(organizationId: string): Extractor;
  close(): Promise<void>;
}

/**
 * A few processes that read documents. One organisation has all but one of them at most, so that its hard documents
 * do not keep those of others waiting.
 */
export function createFairExtractors({
  processes = 2,
  create = createExtractor,
}: { processes?: number; create?: () => Extractor } = {}): FairExtractors {
  const extractors = Array.from({ length: processes }, () => create());
  const idle = [...extractors];
  const turns = new Turns({ places: processes, placesPerOwner: Math.max(1, processes - 1) });
  return {
    of: (organizationId) => ({
      async extract(request, signal) {
        const turn = await turns.take(organizationId, { signal });
        const extractor = idle.pop();
        try {
          if (!extractor) throw new Error('a turn was given without a process');
          return await extractor.extract(request, signal);
        } finally {
          if (extractor) idle.push(extractor);
          turn.end();
        }
      },
      close: async () => undefined,
    }),
    async close() {
      await Promise.all(extractors.map((extractor) => extractor.close()));
    },
  };
}
