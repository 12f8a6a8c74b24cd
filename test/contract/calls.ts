import { embeddingCalls } from './calls/embeddings.calls.js';
import { aiCalls } from './calls/ai.calls.js';
import { analyticsCalls } from './calls/analytics.calls.js';
import { backupCalls } from './calls/backups.calls.js';
import { botCalls } from './calls/bots.calls.js';
import { costCalls } from './calls/costs.calls.js';
import { evaluationCalls } from './calls/evaluations.calls.js';
import { healthCalls } from './calls/health.calls.js';
import { identityCalls } from './calls/identity.calls.js';
import { jobCalls } from './calls/jobs.calls.js';
import { knowledgeCalls } from './calls/knowledge.calls.js';
import { learningCalls } from './calls/learning.calls.js';
import { memoryCalls } from './calls/memory.calls.js';
import { moderationCalls } from './calls/moderation.calls.js';
import { pluginCalls } from './calls/plugins.calls.js';
import { trainingCalls } from './calls/training.calls.js';
import { webhookCalls } from './calls/webhooks.calls.js';
import type { Call, CallTable } from './operation-calls.js';
import type { World } from './world.js';

/** How every documented operation is called. */
export const calls: CallTable = {
  ...healthCalls,
  ...identityCalls,
  ...backupCalls,
  ...botCalls,
  ...memoryCalls,
  ...knowledgeCalls,
  ...moderationCalls,
  ...pluginCalls,
  ...trainingCalls,
  ...analyticsCalls,
  ...learningCalls,
  ...evaluationCalls,
  ...aiCalls,
  ...embeddingCalls,
  ...webhookCalls,
  ...jobCalls,
  ...costCalls,
};

const atOnce = 8;

/** How operations are to be called in a world, by their names; what they need is made on the way. */
export async function prepareCalls(names: string[], world: World): Promise<Map<string, Call>> {
  const prepared = new Map<string, Call>();
  const waiting = [...names];
  const prepare = async (): Promise<void> => {
    for (let name = waiting.shift(); name !== undefined; name = waiting.shift())
      prepared.set(name, await calls[name]!.call(world));
  };
  await Promise.all(Array.from({ length: atOnce }, prepare));
  return prepared;
}
