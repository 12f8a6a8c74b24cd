import type { Script } from '../doubles/openai-double.js';
import { script } from './double.js';
import { createGiven, data, platformUrl, unique, type Member } from './given.js';

const given = createGiven(platformUrl());

/** An organisation with its owner, who is a moderator of the installation too. */
export async function moderator(): Promise<Member> {
  const owner = await given.owner();
  const admin = await given.admin();
  data(await admin.put(`/api/v1/admin/users/${owner.user.id}`, { role: 'moderator' }));
  return owner;
}

/** Content with a word of its own, so that the double can be told about it alone. */
export const content = (text: string, values: object = {}) => {
  const marker = unique('m');
  return { marker, body: { contentId: `content-${marker}`, content: `${text} ${marker}`, ...values } };
};

/** What the moderation model says of the next texts with this word. */
export const verdicts = (marker: string, ...scripts: Script[]): Promise<void> =>
  script(marker, ...scripts.map((one) => ({ ...one, for: 'moderations' as const })));

/** Judges by words and meaning alone, as without a key. */
export const judgeLocally = async ({ client }: Member): Promise<void> => {
  const answer = await client.put('/api/moderation/policy', { toxicityConfig: { useModel: false } });
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
};
