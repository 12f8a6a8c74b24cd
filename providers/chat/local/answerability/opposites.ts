/** A word and what it is the opposite of, or one of the opposites; the forms that an adversarial question swaps. */
const lines = `first last final second latest, earliest latest, before after, north south, northern southern, east west,
eastern western, left right, upper lower, largest smallest least, biggest smallest, highest lowest, longest shortest,
oldest youngest newest, old new young modern, ancient modern, fastest slowest, fast slow, hottest coldest, hot cold,
warm cool cold, most least fewest, more less fewer, many few, best worst, good bad evil,
increase decrease reduce decline fall, increased decreased reduced declined fell, rise fall drop, rose fell dropped,
grow shrink, gain lose, gained lost, win lose, won lost, winner loser runner, victory defeat, begin end stop finish,
began ended stopped finished, beginning end, start end stop finish, started ended stopped finished, open close closed,
opened closed, opening closing, allow forbid prohibit ban, allowed forbidden prohibited banned, permit forbid prohibit,
permitted forbidden prohibited, legal illegal, accept reject refuse, accepted rejected refused, agree refuse disagree,
agreed refused disagreed, support oppose, supported opposed, supporter opponent, approve reject condemn,
approved rejected condemned, praise criticise criticize mock, praised criticised criticized mocked, success failure,
successful unsuccessful, succeeded failed, possible impossible, able unable, likely unlikely, public private,
male female, man woman, men women, boy girl, king queen, father mother, brother sister, son daughter, husband wife,
uncle aunt, emperor empress, prince princess, rich poor, wealthy poor, strong weak, stronger weaker, strength weakness,
hard easy soft, difficult easy, heavy light, high low, higher lower, above below, over under, inside outside,
internal external, inner outer, major minor, majority minority, maximum minimum, early late, earlier later, long short,
tall short, big small, large small, great small, wide narrow, broad narrow, deep shallow, deepest shallowest, near far,
nearest farthest, close distant, same different, similar different, common rare uncommon, commonly rarely,
often rarely seldom, always never, usual unusual, popular unpopular, known unknown, famous unknown, positive negative,
active inactive passive, create destroy, created destroyed, build destroy demolish, built destroyed demolished,
founded abolished dissolved closed, established abolished dissolved, introduced abolished removed, add remove subtract,
added removed, include exclude, included excluded, including excluding, import export, imports exports, buy sell,
bought sold, borrow lend, give take receive, gave took received, send receive, sent received, teach learn,
arrive leave depart, arrived left departed, enter leave, entered left, appear disappear, appeared disappeared,
attack defend, attacked defended, attacker defender, enemy ally friend, enemies allies friends, war peace, love hate,
liked disliked, happy sad unhappy, live die, lived died, alive dead, life death, birth death, born died, survive die,
survived died killed, save kill, present absent past, past future, day night, daytime night, morning evening,
summer winter, spring autumn, wet dry, dry moist humid, liquid solid, land sea water, true false,
correct incorrect wrong, right wrong, better worse, cheap expensive, cheaper expensive, full empty,
complete incomplete partial, direct indirect, directly indirectly, regular irregular, stable unstable, equal unequal,
dependent independent, necessary unnecessary, native foreign, domestic foreign, local foreign global,
national international, urban rural, physical mental, natural artificial, simple complex complicated,
theoretical practical, forward backward, up down, top bottom, front back rear, ahead behind, raise lower cut,
raised lowered cut, expand contract shrink, expanded contracted shrank, strengthen weaken, strengthened weakened,
encourage discourage, encouraged discouraged, prevent cause, prevented caused, cause cure, attract repel,
hire fire dismiss, hired fired dismissed, appointed dismissed, employ dismiss, employer employee,
teacher student pupil, master slave servant, landlord tenant, predecessor successor, ancestor descendant, parent child,
victim murderer, producer consumer, protestant catholic, christian muslim pagan, conservative liberal,
democratic republican, professional amateur, permanent temporary, temporarily permanently, voluntary compulsory,
mandatory optional voluntary, loud quiet silent, plentiful scarce, abundant scarce, light dark, black white,
bright dark, visible invisible, mild severe harsh, tropical arctic polar, freshwater saltwater, fresh salt,
acid base alkaline, unify divide split, united divided, join leave separate, joined left separated, combine separate,
connect separate, merge split, merged split, freed enslaved captured, free captive, release capture, released captured,
innocent guilty, acquitted convicted, victorious defeated, ascend descend, ascent descent, climb descend, credit debit,
profit loss, wins losses, asset liability, hero villain, optimistic pessimistic, efficient inefficient, confirm deny,
confirmed denied, proved disproved, remember forget, remembered forgotten, ignore notice, clockwise counterclockwise,
horizontal vertical, parallel perpendicular, peak trough, dense sparse, rough smooth, sharp blunt dull, thick thin,
tight loose, safe dangerous, healthy sick ill, guest host, sunrise sunset, dawn dusk, senior junior, superior inferior,
religious secular, civilian military, formal informal, unanimous split, upstream downstream, fertile barren infertile,
outlawed legalised permitted, retained lost, kept lost`;

const opposites = new Map<string, Set<string>>();
for (const line of lines.split(',')) {
  const [word = '', ...others] = line.trim().split(/\s+/);
  for (const other of others) {
    add(word, other);
    add(other, word);
  }
}

function add(word: string, opposite: string): void {
  opposites.set(word, (opposites.get(word) ?? new Set()).add(opposite));
}

const none: ReadonlySet<string> = new Set();

/** The opposites of an English word in lower case; empty for most words. */
export const oppositesOf = (word: string): ReadonlySet<string> => opposites.get(word) ?? none;
