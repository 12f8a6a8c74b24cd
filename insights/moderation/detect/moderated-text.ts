import type { ContentType } from '../../../contracts/ai/moderation-analysis.contract.js';
import { isPictureData } from './picture-of.js';

const described = ['name', 'title', 'caption', 'description', 'extractedText'] as const;
const longest = 100_000;

/** Everything of content that can be read: its text and what its description says. */
export function moderatedText(content: string, metadata: Record<string, unknown> | null | undefined): string {
  const told = described.flatMap((field) => {
    const value = metadata?.[field];
    return typeof value === 'string' && value !== '' && value !== content ? [value] : [];
  });
  // Nobody reads base64.
  return [...(isPictureData(content) ? [] : [content]), ...told].join('\n').slice(0, longest);
}

const pictureTypes: ContentType[] = ['image', 'video', 'file', 'profile'];

/** Whether content has parts that reading does not reach. */
export const hasUnseenParts = (contentType: ContentType): boolean => pictureTypes.includes(contentType);
