import { expect } from '@jest/globals';
import { unique } from '../../helpers/given.js';
import { createWebhook, ledgerOf, settledLog } from '../../helpers/webhooks.js';
import type { Kind } from './kind.js';

const delivery: Kind = {
  name: 'webhook delivery',
  async prepare({ given, site }) {
    const owner = await given.owner();
    const marker = unique('mark1');
    const path = `/${marker}`;
    site.set({ [path]: 'thanks' });
    const hook = await createWebhook(owner, site, { events: ['chatbot.created'] }, path);
    const heard = () => ledgerOf(site, path);
    return {
      ...{ organizationId: owner.user.organizationId as string, marker },
      async start(subject) {
        const bot = await given.chatbot(owner);
        subject.know(bot.id, hook.id);
      },
      finish: async () => void (await settledLog(owner.client, hook.id, 1)),
      heardAgain: () => heard().length - 1,
      async check() {
        const log = await settledLog(owner.client, hook.id, 1);
        expect(log).toMatchObject([{ state: 'delivered' }]);
        // Whoever remembers ids has it once.
        expect(new Set(heard().map(({ id }) => id))).toEqual(new Set([log[0].eventId]));
      },
    };
  },
};

export const webhookKinds = [delivery];
