/** Far more than any site needs that means well. */
const mostRules = 5_000;
/** Letters of rules with wildcards: each of them costs as much as the whole path of a page. */
const mostWildcardLetters = 20_000;
/** No page has a longer one. */
const longestPath = 2_000;

/**
 * The part of a robots.txt that speaks to us, small enough to be kept and to be asked about each page: a parser gives
 * every rule to every robot of its group, so that a file of a megabyte could fill the memory and take minutes. A site
 * with more rules than can be kept is left alone.
 */
export function withinReason(text: string, token: string): string {
  const lines: string[] = [];
  let group = new Set<string>();
  let isNaming = false;
  let rules = 0;
  let wildcardLetters = 0;
  for (const line of text.split(/\r\n|\r|\n/)) {
    const [, name = '', value = ''] = /^\s*([a-z-]{1,20})\s*:([^#]*)/i.exec(line) ?? [];
    const field = name.toLowerCase();
    if (field === '') continue;
    if (field === 'user-agent') {
      if (!isNaming) group = new Set();
      const robot = robotOf(value, token);
      if (!isNaming || !group.has(robot)) lines.push(`User-agent: ${robot}`);
      group.add(robot);
    } else if (field !== 'allow' && field !== 'disallow') lines.push(`${field}:${value}`);
    else if (group.has('*') || group.has(token)) {
      const path = value.trim();
      const isPlain = !path.includes('*');
      if (!isPlain) wildcardLetters += path.length;
      if (++rules > mostRules || wildcardLetters > mostWildcardLetters)
        return `User-agent: *\nUser-agent: ${token}\nDisallow: /`;
      if (!isPlain || path.length <= longestPath) lines.push(`${field}: ${path}`);
    }
    isNaming = field === 'user-agent';
  }
  return lines.join('\n');
}

/** All that are neither us nor everybody are one: nobody asks for their rules. */
function robotOf(value: string, token: string): string {
  const robot = value.split('/')[0]?.trim().toLowerCase() ?? '';
  if (robot === '*') return '*';
  return robot === token.toLowerCase() ? token : 'another';
}
