import { chatbotRepository } from '../../chatbots/chatbot.repository.js';
import { keepSlots } from './keep-slots.js';
import { slotRepository } from './slot.repository.js';

const atOnce = 100;
const roundMs = 2_000;
const everyMs = 900_000;

/**
 * Keeps every chatbot's figures summed up, so that whoever asks first does not wait: some in each call, all of them in
 * a quarter of an hour.
 */
export function createSlotSweep(): () => Promise<void> {
  let after = '';
  let begun = 0;
  return async () => {
    if (after === '') {
      if (Date.now() - begun < everyMs) return;
      begun = Date.now();
    }
    const deadline = Date.now() + roundMs;
    const bots = await chatbotRepository.systemAfter(after, atOnce);
    for (const { _id: chatbotId, organizationId } of bots) {
      await keepSlots({ organizationId, chatbotId }, { deadline });
      // It may have been deleted meanwhile, with everything but what was just kept.
      if (!(await chatbotRepository.find(organizationId, chatbotId)))
        await slotRepository.deleteOfChatbot(organizationId, chatbotId);
      if (Date.now() > deadline) return;
      after = chatbotId;
    }
    if (bots.length < atOnce) after = '';
  };
}
