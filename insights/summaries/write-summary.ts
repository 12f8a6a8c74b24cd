import type { AiProvider } from '../../contracts/ai/cost.contract.js';
import { asProvider } from '../model/as-provider.js';
import type { Asking, InsightDependencies } from '../model/insight-dependencies.js';
import type { Conversation } from '../text/conversation.js';
import { likenessBy } from './local/likeness.js';
import { writeLocally } from './local/write-locally.js';
import { writeByModel } from './remote/write-by-model.js';
import type { SummaryWish, WrittenSummary } from './written-summary.js';

/** A summary by a model, or in the conversation's own words where none answers. */
export async function writeSummary(
  dependencies: InsightDependencies,
  conversation: Conversation,
  { wish, asking }: { wish: SummaryWish; asking: Asking },
): Promise<{ written: WrittenSummary; provider: AiProvider }> {
  const byModel = await writeByModel(dependencies, conversation, { wish, asking });
  if (byModel) return { written: byModel.written, provider: asProvider(byModel.provider) };
  const likeness = likenessBy(dependencies, conversation, asking);
  return { written: await writeLocally(conversation, wish, likeness), provider: 'local' };
}
