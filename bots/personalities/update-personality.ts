import type { Actor } from '../../accounts/index.js';
import type { PersonalityStyle, UpdatePersonality } from '../../contracts/personalities.contract.js';
import { notFound } from '../../platform/errors/app-error.js';
import { changeContent } from '../versions/record-version.js';
import type { PersonalityDocument } from './personality.model.js';
import { requirePersonality } from './personality.policy.js';
import { personalityRepository } from './personality.repository.js';

/** Merges fields into a personality, also inside its style; `null` clears one. @throws AppError NOT_FOUND */
export async function updatePersonality({
  actor,
  id,
  input,
}: {
  actor: Actor;
  id: string;
  input: UpdatePersonality;
}): Promise<PersonalityDocument> {
  const { organizationId, chatbotId, name } = await requirePersonality(actor, id);
  actor.requireMembership('editor');
  const reason = `Changed the personality ${input.name ?? name}`;
  const { result } = await changeContent(
    { organizationId, chatbotId, actorId: actor.userId, reason },
    async () => {
      const now = await requirePersonality(actor, id);
      if (input.isDefault) await personalityRepository.clearDefault(organizationId, chatbotId);
      const updated = await personalityRepository.update(organizationId, id, changesOf(now, input));
      if (!updated) throw notFound('Personality');
      return updated;
    },
  );
  return result;
}

/** Makes a personality the one that its bot speaks with. @throws AppError NOT_FOUND */
export const setDefaultPersonality = ({ actor, id }: { actor: Actor; id: string }) =>
  updatePersonality({ actor, id, input: { isDefault: true } });

function changesOf(now: PersonalityDocument, { style, traits, examples, ...plain }: UpdatePersonality) {
  const values = {
    ...plain,
    ...(traits === undefined ? {} : { traits: traits ?? [] }),
    ...(examples === undefined ? {} : { examples: examples ?? [] }),
    ...(style === undefined ? {} : { style: style === null ? {} : mergedStyle(now.style, style) }),
  };
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}

const mergedStyle = (
  now: PersonalityStyle,
  change: NonNullable<UpdatePersonality['style']>,
): PersonalityStyle =>
  Object.fromEntries(
    Object.entries({ ...now, ...change }).filter(([, value]) => value !== null && value !== undefined),
  );
