import { z } from 'zod';
import { CreatePersonality } from '../../contracts/personalities.contract.js';
import { insertPersonality, maxPersonalities } from '../personalities/create-personality.js';
import { personalityRepository } from '../personalities/personality.repository.js';
import { definePart } from './archive-part.js';
import { withoutNulls } from './without-nulls.js';

const Personalities = z
  .array(CreatePersonality)
  .max(maxPersonalities)
  .refine((all) => all.filter(({ isDefault }) => isDefault).length <= 1, 'one default at most');

export const personalitiesPart = definePart({
  name: 'personalities',
  schema: Personalities,
  async read({ organizationId, _id }) {
    const all = await personalityRepository.ofChatbot(organizationId, _id);
    return {
      value: all.map(({ name, description, tone, traits, style, instructions, examples, isDefault }) =>
        withoutNulls({ name, description, tone, traits, style, instructions, examples, isDefault }),
      ),
    };
  },
  async create(personalities, { actor, organizationId, chatbotId }) {
    for (const input of personalities) {
      const isDefault = input.isDefault ?? false;
      await insertPersonality({
        ...{ organizationId, chatbotId, createdBy: actor.userId, input: { ...input, isDefault } },
      });
    }
  },
});
