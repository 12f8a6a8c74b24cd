import type { Unit } from '../../text/conversation.js';
import { report } from '../reported/report.js';

/** A sentence as a summary tells it: with who said it; in English in the third person. */
export function tellUnit({ text, author, addressee }: Unit, language: string): string {
  const said = text.replace(/^\s*(?:[-*+•#>]+|\d+[.)])\s+/, '');
  return language === 'en' ? report(said, { speaker: author, addressee }) : `${author}: ${said}`;
}
