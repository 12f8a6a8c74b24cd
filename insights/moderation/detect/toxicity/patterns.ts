import { groups, slurGroups } from './groups.js';

export type ToxicCategory = 'hate' | 'harassment' | 'violence' | 'sexual';

export interface ToxicPattern {
  pattern: RegExp;
  scores: Partial<Record<ToxicCategory, number>>;
}

const word = (source: string): RegExp =>
  new RegExp(String.raw`(?<![\p{L}\p{N}])(?:${source})(?![\p{L}\p{N}])`, 'iu');
const you = String.raw`(?:you|u|ya|yall|y'all|your|ur|him|her|them|everyone|everybody|these people|those people|his|their)`;
const will = String.raw`(?:(?:i|we|ima|imma|someone|somebody)(?:['’]?ll|['’]?m|['’]?re)? ?(?:will|shall|would|want(?:ed)? to|wanna|am going to|going to|gonna|gon|bout to|about to|swear i['’]?ll|have to|should|ought to|can['’]?t wait to)?|someone (?:should|needs to|please)|somebody (?:should|needs to)|let['’]?s|time to)`;
const harm = String.raw`(?:kill|murder|shoot|stab|beat|hurt|rape|burn|hang|strangle|slaughter|behead|choke|gut|lynch|execute|punch|slap|smash|torture|cut|break|destroy|bomb|gas|drown|poison)`;
const any = `${groups}|${slurGroups}`;

/** What has no bad word in it and is meant badly all the same. The text is folded and has no innocent phrases any more. */
export const toxicPatterns: ToxicPattern[] = [
  // Threats.
  {
    pattern: word(
      String.raw`${will} (?:\w+ )?(?:kill|murder|shoot|stab|rape|hang|strangle|slaughter|behead|lynch|execute|torture|gut|drown|poison|hurt) (?:the (?:fuck|shit|hell) out of )?${you}(?! (?:bug|idea|time|game|process|job|server|an? (?:quick |short )?(?:e-?mail|message|text|mail|line|note|dm|link|quote|photo|video))\w*)`,
    ),
    scores: { violence: 0.92, harassment: 0.75 },
  },
  {
    pattern: word(
      String.raw`${will} (?:\w+ )?${harm} ${you} (?:\w+ )?(?:face|head|throat|skull|neck|teeth|legs?|house|family|kids|children|up|down|to death|alive|ass)`,
    ),
    scores: { violence: 0.85, harassment: 0.75 },
  },
  {
    pattern: word(
      String.raw`(?:i|we)(?:['’]?ll| will| gonna| am going to|['’]m going to|['’]m gonna) (?:find (?:you|out where you live)|come (?:to|for) (?:your|you)\b.{0,20}|make you (?:suffer|bleed|pay|regret)|put (?:you|a bullet).{0,20}|end (?:you|your life)|fuck you up|beat (?:you(?! (?:at|in|to|by|on))|the shit))`,
    ),
    scores: { violence: 0.82, harassment: 0.8 },
  },
  {
    pattern: word(
      String.raw`(?:you|u|they|he|she|your (?:family|kids|mother|children|whole family))(?:['’]re| are| r|['’]s| is)? (?:will be |going to be |gonna be |gonna |going to |all gonna |better )?(?:dead meat|a dead (?:man|woman)|next to die|gonna die|going to die|get shot|get what['’]?s coming|pay for this with your life)`,
    ),
    scores: { violence: 0.75, harassment: 0.7 },
  },
  {
    pattern: word(
      String.raw`(?:shoot up|blow up|burn down|bomb) (?:the|your|this|that|their) (?:school|office|church|mosque|synagogue|house|building|place|home|embassy|mall)`,
    ),
    scores: { violence: 0.88 },
  },
  {
    pattern: word(
      String.raw`(?:ich|wir) (?:\w+ )?(?:bringe?n?|stech\w*|schlag\w*|mach\w*|werden?) (?:dich|euch|ihn|sie|dir)(?: \w+){0,3} (?:um|umbringen|ab|tot|toten|kalt|fertig|schlagen)|(?:je|on) (?:vais|va) (?:te|vous|le|la|les) (?:tuer|buter|creve?r|egorger|violer|frapper|massacrer)|(?:te|os|le|los) (?:voy|vamos) a (?:matar|violar|pegar|romper|degollar|reventar)|(?:ti|vi|lo|la|li) (?:ammazz\w*|uccid\w*|spacco|scanno|stupro)|(?:vou|vamos) (?:te|vos|lhe|os)? ?(?:matar|estuprar|bater|espancar|degolar)(?: (?:voce|voces|vc))?`,
    ),
    scores: { violence: 0.9, harassment: 0.75 },
  },
  // Urging somebody to harm or to vanish.
  {
    pattern: word(
      String.raw`kys|kill (?:yourself|urself|ur self|your self|yourselves)|neck yourself|hang yourself|(?:go |just |please )+(?:die|choke|drown)(?! (?:hard|laughing|of laughter|down|out|trying))|go jump off|drink bleach|slit your wrists|end your(?: own)? life|jump off a (?:bridge|cliff|building)|(?:die|drop dead|rot|burn) (?:in (?:hell|a fire|a hole)|already|slowly|you)|do (?:us|everyone|the world) a favou?r and (?:die|disappear|end)`,
    ),
    scores: { harassment: 0.92, violence: 0.72 },
  },
  {
    pattern: word(
      String.raw`bring dich um|geh sterben|verrecke?|hang dich auf|stirb|(?:va|allez) (?:crever|mourir)|suicide[- ]toi|creve|matate|muerete|ojala te mueras|(?:que )?te mueras|ammazzati|crepa|muori|ucciditi|se mata|vai morrer|morre logo|va a morir`,
    ),
    scores: { harassment: 0.9, violence: 0.7 },
  },
  {
    pattern: word(
      String.raw`(?:i |we |really |just )*(?:hope|wish|pray|want) (?:that )?(?:you|u|they|he|she|him|her|your \w+|all of you)(?: \w+){0,2} (?:die|dies|died|dead|(?:get|gets|got) (?:raped|shot|killed|cancer|aids|hit|hurt|murdered|run over)|burn|burns|suffer|suffers|rot|rots|be (?:shot|killed|hanged|raped|dead))|(?:you|u|they|he|she|those people|these people) (?:all |really |do )?(?:deserves?|should|ought|need|needs) (?:to )?(?:die|burn|suffer|rot|be (?:shot|killed|hanged|raped|beaten|dead))`,
    ),
    scores: { harassment: 0.85, violence: 0.74 },
  },
  {
    pattern: word(
      String.raw`(?:no(?:body| one) (?:likes|loves|wants|needs|cares about|will ever love|would miss)|everyone hates) (?:you|u|him|her)|(?:you|u)(?:['’]?re| are| r)? (?:so |such )?(?:an? )?(?:waste of (?:space|oxygen|air|life)|better off dead|disgrace|piece of (?:shit|garbage|trash|crap)|joke of a|worthless|pathetic|disgusting|repulsive|nothing but)|(?:world|everyone|we)(?:['’]d| would) be better (?:off )?without (?:you|u)|(?:your|ur) (?:mother|parents|mom) should have (?:aborted|swallowed)|should have been aborted`,
    ),
    scores: { harassment: 0.84 },
  },
  {
    pattern: word(
      String.raw`(?:fuck|screw|f\*+k) (?:you|u|off|y['’]?all|ya|them|him|her|outta|yourself|your)|go (?:fuck|screw) (?:your|ur)sel(?:f|ves)|shut (?:the (?:fuck|hell) up|your (?:\w+ )?(?:mouth|face|trap|ass))|stfu|gtfo|go to hell|eat shit|suck (?:my|a|it)|kiss my ass|get (?:the fuck|your \w+ ass) (?:out|off|away)`,
    ),
    scores: { harassment: 0.72 },
  },
  {
    pattern: word(
      String.raw`fick dich|verpiss dich|halt (?:die|deine) (?:fresse|klappe)|leck mich|va te faire (?:foutre|enculer|voir)|nique ta (?:mere|race)|ta gueule|ferme[- ]la|vete a la mierda|que te (?:jodan|den)|chinga tu madre|callate la boca|vaffanculo|va a cagare|stai zitt[oa]|vai (?:te|se) (?:foder|lixar)|vai tomar no cu|cala a boca`,
    ),
    scores: { harassment: 0.76 },
  },
  // Hatred of groups.
  {
    pattern: word(
      String.raw`(?:all |the |those |these |every |dirty |filthy |fucking |damn )*(?:${any}) (?:should|must|need to|deserve to|have to|has to|ought to|gotta|all|just)(?: all| just)? (?:die|burn|be (?:\w+ )?(?:killed|shot|gassed|deported|exterminated|hanged|burned|wiped out|eradicated|removed|banned|sterilized|enslaved|locked up|beaten|put down)|go back|get out|hang|rot|leave|disappear|be(?:long)? in (?:the kitchen|cages|camps))`,
    ),
    scores: { hate: 0.92, violence: 0.45 },
  },
  {
    pattern: word(
      String.raw`(?:hate|despise|loathe|detest|kill|gas|exterminate|deport|ban|burn|shoot|hang|can['’]?t stand|sick of|get rid of|fuck|death to|down with|eradicate|wipe out|purge|cleanse)(?: all| the| these| those| fucking| every| you| dirty| filthy)* (?:${any})(?! (?:process|processes|bug|being (?:mocked|attacked)|stereotypes))`,
    ),
    scores: { hate: 0.84 },
  },
  {
    pattern: word(
      String.raw`(?:${any}) (?:are|r|is|be)(?: all| just| nothing but| literally| the| a| an| such| so| fucking| really| like| always| naturally| born)* (?:\w+ )?(?:animals?|vermin|rats?|parasites?|subhuman|sub-human|scum|criminals|terrorists?|cockroach(?:es)?|dogs|pigs|apes|monkeys|disease|plague|cancer|inferior|filth|filthy|trash|garbage|stupid|lazy|thieves|rapists|evil|disgusting|mentally ill|sick|degenerates?|perverts?|unnatural|abominations?|invaders|savages|dirty|greedy|liars|a problem|problem|ruining|destroying|worthless|retarded|less intelligent|beneath|not (?:real )?(?:people|human|men|women))`,
    ),
    scores: { hate: 0.88 },
  },
  {
    pattern: word(
      String.raw`(?:go|send (?:them|you)|get) (?:all )?(?:the (?:fuck|hell) )?back (?:to|where) (?:africa|mexico|china|india|asia|your (?:own )?(?:shithole )?country|the jungle|you came from|they came from|israel|pakistan|where you)|not welcome in (?:our|this) country|white (?:power|genocide|supremacy forever|pride worldwide)|race traitors?|master race|racial purity|heil hitler|sieg heil|(?:14|fourteen)[/ -]?88|1488|gas the|hitler was right|(?:jew|jewish) (?:conspiracy|question|lies|scum|rats?|vermin)|great replacement|muzzrat|islam is (?:a )?(?:cancer|disease|evil)|ethnic cleansing (?:now|is)`,
    ),
    scores: { hate: 0.86 },
  },
  {
    pattern: word(
      String.raw`(?:${groups}) (?:raus|dehors|fuera|fuori|fora)|(?:auslander|juden|fluchtlinge|moslems) (?:sind|gehoren)(?: \w+){0,3} (?:abschaum|dreck|parasiten|ungeziefer|vergast|erschossen|abgeschoben|kriminell|tiere|schweine)|(?:les|los|gli|os|i) (?:${groups}) (?:sont|son|sono|sao)(?: \w+){0,3} (?:parasites?|vermine|dechets?|criminels|animaux|rats|voleurs|basura|escoria|parasitos|ratas|criminales|animales|ladrones|feccia|parassiti|animali|criminali|ladri|topi|lixo|vermes|animais|criminosos|ladroes)|(?:mort aux|muerte a los|morte agli|morte ai|morte aos|tod den) (?:${groups})`,
    ),
    scores: { hate: 0.9 },
  },
  {
    pattern: word(
      String.raw`(?:women|females|girls|bitches)(?: \w+){0,2} (?:belong in the kitchen|only good for|are (?:property|objects|too (?:emotional|stupid)|inferior|whores|sluts)|should (?:shut up|obey|not vote|know their place|stay))|make me a sandwich|back to the kitchen`,
    ),
    scores: { hate: 0.78, harassment: 0.5 },
  },
  {
    pattern: word(
      String.raw`(?:that['’]?s|thats|so|ur|you['’]?re|you|u|hella|gay ass|looks?) gay(?: as (?:fuck|hell))?(?! (?:and proud|right|pride|rights|friendly))`,
    ),
    scores: { hate: 0.45, harassment: 0.5 },
  },
  // Sexual.
  {
    pattern: word(
      String.raw`(?:send|show|gimme|give) (?:me )?(?:your |some |ur )?(?:nudes?|tits|boobs|ass pics?|pussy|naked (?:pics?|photos?))|(?:suck|lick|ride|stroke|jerk) (?:my|his|your|on my|that) (?:dick|cock|balls|pussy|clit|shaft)|(?:fuck|bang|pound|rail|eat) (?:me|you|her|him|that|your) (?:\w+ )?(?:hard|ass|pussy|brains out|harder|raw|all night)|cum (?:on|in|inside|all over) (?:my|your|her|his|me)|(?:wanna|want to|lets|let['’]?s) (?:fuck|have sex|sext|bang)|hot (?:singles|girls|milfs) (?:in your area|near you|waiting)|(?:free|live|hardcore|amateur) (?:porn|sex|xxx|nudes)|naked (?:girls|women|teens|pics|photos)|sex (?:cam|chat|video|tape)s?`,
    ),
    scores: { sexual: 0.88 },
  },
  {
    pattern: word(
      String.raw`(?:child|kiddie|teen|underage|minor|preteen)s? (?:porn|nudes?|sex)|cp (?:links?|trade|pics)|lolicon`,
    ),
    scores: { sexual: 0.97 },
  },
];

/** A person, not a thing, is spoken to or named. */
export const towardsPerson =
  /(?<![\p{L}\p{N}])(?:you|u|ur|your|youre|you['’]?re|yourself|ya|y['’]?all|ya[l']l|@\w+|he|she|him|her|his|they|them|these|those|dich|dir|du|ihr|euch|deine?|tu|te|toi|ton|ta|vous|es|eres|usted|tus?|vosotros|sei|siete|voi|tuo|tua|voce|vc|voces|seu|sua|es un[ae]?|bunch of|what an?|such an?|little|dumb|stupid|fat|ugly)(?![\p{L}\p{N}])/iu;

/** Somebody tells of words that others said, or speaks about a word. */
export const reporting =
  /(?<![\p{L}\p{N}])(?:(?:called|calls|calling|named|labell?ed) (?:me|him|her|us|them|my \w+|people)|(?:said|says|shouted|yelled|wrote|screamed|whispered|texted) (?:to|at|that)|told (?:me|him|her|us)|(?:the|that|this) (?:word|term|slur|phrase|insult|expression|n-word|f-word)|slurs?|(?:is|was|were|being) (?:racist|homophobic|sexist|antisemitic|offensive|hate speech)|report(?:ing|ed)? (?:this|him|her|them|a user|the user|that)|(?:please|can (?:you|someone|we)) (?:ban|report|moderate|block)|(?:stop|don['’]?t|never|shouldn['’]?t|not ok(?:ay)? to) (?:say|saying|call|calling|use|using)|victims? of|(?:hat|haben) (?:mich|ihn|sie|uns) .{0,30}genannt|m['’]a (?:traite|appele)|me (?:llamo|llamaron|dijo)|mi ha (?:chiamat[oa]|detto)|me chamou)(?![\p{L}\p{N}])/iu;

/** A warning or a denial before the words takes them back. */
export const denied =
  /(?:(?:^|[^\p{L}])(?:not|never|no one should|nobody should|don['’]?t|dont|do not|didn['’]?t|won['’]?t|wouldn['’]?t|can['’]?t|cannot|shouldn['’]?t|stop|please don['’]?t|nicht|niemals|pas|jamais|nunca|non|mai|nao|against|prevent\w*|condemn\w*|people who|those who|anyone who|whoever|if you)(?: \p{L}+){0,3} )$/iu;
