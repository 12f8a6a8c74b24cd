/** Forms that stay as they are after a name: modals, and pasts that do not end in -ed. */
const unchanged = new Set(
  `can could will would should may might must shall ought cannot was were had did used said went came got took made saw knew
  thought told gave found left felt put let kept began heard ran held brought wrote sat stood lost paid met set led understood
  spoke spent grew won bought sent built fell cut drove chose ate slept sold caught broke forgot drew threw wore taught hurt
  read became meant woke lent rode sang drank flew swam hit quit`.split(/\s+/),
);

const special: Record<string, string> = {
  am: 'is',
  are: 'is',
  have: 'has',
  do: 'does',
  go: 'goes',
  "haven't": "hasn't",
  "don't": "doesn't",
  "aren't": "isn't",
};
/** Verbs that only look like pasts. */
const presentInEd = new Set(['need', 'feed', 'bleed', 'breed', 'speed', 'proceed', 'succeed', 'exceed']);

/** The form of a verb after a name: `want` becomes `wants`; `wanted` and `can` stay. */
export function afterName(verb: string): string {
  const lower = verb.toLowerCase();
  const known = special[lower];
  if (known) return known;
  if (unchanged.has(lower) || (lower.endsWith('ed') && !presentInEd.has(lower)) || !/^[a-z]+$/.test(lower))
    return verb;
  if (/(?:ss|x|z|ch|sh)$/.test(lower)) return `${lower}es`;
  if (lower.endsWith('s')) return verb;
  return /[^aeiou]y$/.test(lower) ? `${lower.slice(0, -1)}ies` : `${lower}s`;
}

/** Words that may stand between a subject and its verb. */
export const beforeVerb: ReadonlySet<string> = new Set(
  `also really just never always still only already usually often sometimes actually probably certainly definitely simply even
  generally almost totally completely rarely hardly personally truly kindly currently recently now both sincerely clearly finally
  strongly highly quite ever`.split(/\s+/),
);

const pasts: Record<string, string> = Object.fromEntries(
  `go went, come came, get got, take took, make made, see saw, know knew, think thought, tell told, give gave, find found, leave
  left, feel felt, put put, let let, keep kept, begin began, hear heard, run ran, hold held, bring brought, write wrote, sit sat,
  stand stood, lose lost, pay paid, meet met, set set, lead led, understand understood, speak spoke, spend spent, grow grew, win
  won, buy bought, send sent, build built, fall fell, cut cut, drive drove, choose chose, eat ate, sleep slept, sell sold, catch
  caught, break broke, forget forgot, draw drew, throw threw, wear wore, teach taught, read read, become became, mean meant, say
  said, do did, have had, be was, ride rode, sing sang, drink drank, fly flew, swim swam, hit hit, quit quit, lend lent`
    .split(/,\s+/)
    .map((pair) => pair.split(/\s+/) as [string, string]),
);

/** The past of a verb, where `did` is left out: `did you stay` becomes `you stayed`. */
export function past(verb: string): string {
  const lower = verb.toLowerCase();
  const known = pasts[lower];
  if (known) return known;
  if (lower.endsWith('e')) return `${lower}d`;
  if (/[^aeiou]y$/.test(lower)) return `${lower.slice(0, -1)}ied`;
  return /^[^aeiou]*[aeiou][bdgmnprt]$/.test(lower) ? `${lower}${lower.at(-1) ?? ''}ed` : `${lower}ed`;
}
