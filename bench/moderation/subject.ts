import { join } from 'node:path';
import { localEmbedders } from '../../bin/compose/local-embedders.js';
import { defaultModerationSettings } from '../../contracts/ai/moderation-policy.contract.js';
import type { Detection } from '../../insights/moderation/detect/detect.types.js';
import { detectContent } from '../../insights/moderation/detect/detect-content.js';
import { createSemantics } from '../../insights/moderation/detect/semantics.js';
import { createLogger } from '../../platform/logging/logger.js';
import { englishModel } from '../../providers/index.js';

export interface Subject {
  detect(content: string): Promise<Detection>;
  close(): Promise<void>;
}

/** The local detection as it ships, with its own embedding model and the default policy. */
export async function openSubject(): Promise<Subject> {
  const logger = createLogger({ name: 'bench', level: 'warn' });
  const cacheDir = process.env.CACHE_DIR ?? join(process.cwd(), '.cache');
  const embedder = await localEmbedders({ cacheDir, threads: 2, logger }).english.open();
  const gateway = {
    embed: ({ texts }: { texts: string[] }) => embedder.embed(texts, { purpose: 'passage' }),
  };
  const semantics = createSemantics({ gateway, model: englishModel });
  const recent = { count: async () => null };
  let next = 0;
  return {
    detect: (content) =>
      detectContent(
        { moderator: () => null, semantics, recent, logger },
        {
          ...{ organizationId: 'bench', actorId: 'bench', contentId: `content-${next++}`, content },
          ...{ contentType: 'text', settings: defaultModerationSettings },
          enable: { toxicity: true, spam: true, classification: true },
        },
      ),
    close: () => embedder.close(),
  };
}
