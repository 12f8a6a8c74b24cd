import type { WebhookFilters } from '../contracts/webhooks.contract.js';
import { invalid } from '../platform/errors/app-error.js';

/** Whether an organisation has a chatbot. */
export type HasChatbot = (organizationId: string, chatbotId: string) => Promise<boolean>;

/** A filter for a chatbot that is not there would be silence. @throws AppError VALIDATION_ERROR */
export async function checkFilters(
  organizationId: string,
  filters: WebhookFilters | undefined,
  hasChatbot: HasChatbot,
): Promise<void> {
  const ids = filters?.chatbotIds ?? [];
  const known = await Promise.all(ids.map((id) => hasChatbot(organizationId, id)));
  const place = known.indexOf(false);
  if (place >= 0) throw invalid(`body.filters.chatbotIds.${place}`, 'there is no such chatbot');
}
