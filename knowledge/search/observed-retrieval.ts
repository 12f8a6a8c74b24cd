import { inSpan } from '../../platform/telemetry/span.js';
import { countRetrieval, timed } from './retrieval.metrics.js';
import type { Evidence, RetrieveOptions } from './retrieve.js';

export interface Retrieved {
  evidence: Evidence[];
  /** Passages that were scored. */
  compared: number;
}

/** Runs a retrieval and tells metrics and traces how it went: figures only, never the question or a passage. */
export const observedRetrieval = (
  { bases, mode, limit, minScore }: RetrieveOptions,
  search: () => Promise<Retrieved>,
): Promise<Evidence[]> =>
  inSpan(
    'retrieve',
    {
      attributes: {
        'gen_ai.operation.name': 'retrieval',
        'retrieval.mode': mode,
        'retrieval.limit': limit,
        'retrieval.min_score': minScore ?? 0,
        'retrieval.knowledge_bases': bases.length,
      },
    },
    async (span) => {
      const { evidence, compared } = await timed('total', search);
      countRetrieval({ compared, found: evidence.length });
      span.setAttributes({
        'retrieval.candidates': compared,
        'retrieval.documents': evidence.length,
        'retrieval.scores': evidence.map(({ score }) => Math.round(score * 1_000) / 1_000),
      });
      return evidence;
    },
  );
