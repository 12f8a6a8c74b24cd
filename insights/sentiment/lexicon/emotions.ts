import type { Emotion } from '../../../contracts/ai/sentiment.contract.js';

/**
 * Beginnings of words by the emotion they show (the eight of Plutchik, 1980), in English, German, French, Spanish, Italian and
 * Portuguese together: where a beginning means the same in several, it stands once.
 */
const beginnings: Record<Emotion, string> = {
  joy: `happ joy love glad great awesome amaz wonderful fantastic delight cheer celebrat fun excit thrill congrat yay smil laugh perfect excellen
brilliant enjoy lol haha glücklich freu froh toll wunderbar super großartig begeister liebe heureu content ravi génial joie ador bravo felic feliz aleg
contento encant genial gioia felice fantastic maravilh alegr ótim`,
  trust: `trust reliab safe support team thank grateful apprecia honest agree confiden solid proud well smooth good job help vertrau zuverläss sicher dank
hilf stolz confian merci fiable fier sûr confi gracias seguro orgull fiduci grazi affidab obrigad confiáv`,
  anticipation: `hope soon plan ready tomorrow forward expect await upcoming next release launch start hoff bald plan erwart gespannt nächst espoir espér bientôt
attend prêt hâte pronto esper listo ganas spero aspett presto breve`,
  surprise: `surpris wow unexpect sudden omg shock unbeliev incredib whoa überrasch plötzlich unglaublich incroy soudain sorpre increíb sorpre incredib surpre`,
  fear: `afraid fear scar worr anxious nervous risk danger panic terrif concern threat angst sorg befürcht gefahr panik peur inquiet risque danger crain miedo preocup
riesgo pelig paura rischio pericol medo perigo`,
  anger: `angr mad furious annoy hate rage irritat outrag frustrat pissed unaccept ridicul wütend sauer ärger hass nerv frust colère furieu énerv déteste enfad enoj
furios odi rabia arrabbi raiv irrit`,
  sadness: `sad sorry cry lost miss lonely depress disappoint unfortun hurt grief regret tired exhaust traurig leider enttäusch schade wein müde triste malheur déçu
dommage fatigu pleur desgraci decep lástima cansad delus purtroppo stanc infeliz`,
  disgust: `disgust gross awful terrible horrible nasty sick vile garbage trash crap stinks ekel widerlich schrecklich furchtbar dégoût affreu nul asco horrib terrib
schif pessim nojo péssim horrív`,
};
const emotionsOf = Object.entries(beginnings).map(
  ([emotion, list]) => [emotion as Emotion, list.split(/\s+/)] as const,
);

const emojis: Record<Emotion, string> = {
  joy: '😀😃😄😁😆😊🙂😂🤣🥳🎉🎊😍🥰🤩❤💕💖💙💚💛💜🧡',
  trust: '👍👌🙏🤝💪✅🙌👏',
  anticipation: '🚀🤞⏳🔜👀',
  surprise: '😮😲😱🤯😯',
  fear: '😨😰😱😥😟',
  anger: '😠😡🤬👿😤',
  sadness: '😢😭😞😔🙁☹💔😿',
  disgust: '🤢🤮💩👎',
};
const emotionsOfEmojis = Object.entries(emojis).map(
  ([emotion, list]) => [emotion as Emotion, new Set(list)] as const,
);

/** The shortest beginning that is not met by chance. */
const shortest = 4;

/** The emotions that a word shows, those of a denied one left out by the caller. */
export function emotionsOfWord(word: string): Emotion[] {
  const shown = emotionsOf.flatMap(([emotion, list]) =>
    list.some((beginning) => (beginning.length < shortest ? word === beginning : word.startsWith(beginning)))
      ? [emotion]
      : [],
  );
  if (shown.length > 0) return shown;
  const [first = ''] = word;
  return emotionsOfEmojis.flatMap(([emotion, list]) => (list.has(first) ? [emotion] : []));
}
