import { sha256 } from '../../platform/crypto/tokens.js';
import type { VersionContent } from './version.model.js';

/**
 * The same for the same content, in whatever order its fields came. An index that was made anew is no change of the bot:
 * answers come from the live one in any case.
 */
export const contentHashOf = (content: VersionContent): string =>
  sha256(
    canonical({
      ...content,
      knowledge: content.knowledge.map(({ knowledgeBaseId }) => ({ knowledgeBaseId, generation: 1 })),
    }),
  );

/** JSON with the keys of every object in order, and without what is undefined. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((one) => canonical(one ?? null)).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value ?? null);
  const fields = Object.entries(value)
    .filter(([, one]) => one !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${fields.map(([name, one]) => `${JSON.stringify(name)}:${canonical(one)}`).join(',')}}`;
}
