import { derivedId } from '../../../platform/ids.js';
import { normalizedInput } from '../../training/datasets/normalized-input.js';

/** The same question makes the same item, whichever job proposes it. */
export const candidateId = (chatbotId: string, kind: string, question: string): string =>
  derivedId('learning', chatbotId, kind, normalizedInput(question));
