import type { Citation } from '../../../contracts/conversations.contract.js';

function plain(text: string): string {
  const name = text.normalize('NFKC').trim().toLowerCase();
  return name.endsWith('/') ? name.slice(0, -1) : name;
}

/** What follows the name of a document where a passage says where it stands in it. */
const places = [', page ', ' > '];

/**
 * Whether a passage is of the document that was named: by the id of its item, its title, its address, or the name of its
 * file with or without folders. Capitals and a closing slash make no difference.
 */
export function sourceMatches(
  expected: string,
  { itemId, title, source }: Pick<Citation, 'itemId' | 'title' | 'source'>,
): boolean {
  if (itemId === expected.trim()) return true;
  const wanted = plain(expected);
  if (plain(title) === wanted) return true;
  const whole = plain(source);
  const documents = [whole, ...places.flatMap((place) => prefixOf(whole, place))].map(plain);
  return documents.some((name) => name === wanted || name.endsWith(`/${wanted}`));
}

function prefixOf(text: string, mark: string): string[] {
  const at = text.indexOf(mark);
  return at < 0 ? [] : [text.slice(0, at)];
}
