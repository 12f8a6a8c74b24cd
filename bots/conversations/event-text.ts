import { longestEventText } from '../../contracts/events.contract.js';

/** A message's text as events carry it: of a very long one the beginning. */
export const eventText = (text: string): { text: string; truncated: boolean } => ({
  text: text.slice(0, longestEventText),
  truncated: text.length > longestEventText,
});
