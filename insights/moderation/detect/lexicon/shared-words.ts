import type { Token } from '../normalise/tokens.js';
import type { Entry } from './lexicon.js';

/** Words that are bad in one language and ordinary in others, with the languages that they are ordinary in. */
const ordinary: Record<string, string[]> = {
  ...{ bite: ['en'], bites: ['en'], con: ['es', 'it', 'en', 'pt'], cons: ['en'], conne: ['en'], cul: ['en'] },
  ...{ fica: ['pt'], pede: ['pt', 'es', 'it'], retard: ['fr'], retards: ['fr'], tard: ['fr'], dick: ['de'] },
  ...{
    ass: ['de'],
    hell: ['de'],
    mist: ['en'],
    negro: ['es', 'it', 'pt'],
    negros: ['es', 'pt'],
    burro: ['it', 'en'],
  },
  ...{
    corno: ['it'],
    cornos: ['es'],
    porco: ['en'],
    polla: ['it', 'fi'],
    rola: ['en'],
    slut: ['sv', 'da', 'no'],
  },
  ...{
    culi: ['en'],
    tette: ['fr'],
    troia: ['en', 'pt'],
    pipe: ['en'],
    feo: ['en'],
    pute: ['it'],
    fica_di: ['pt'],
  },
  ...{
    die: ['de'],
    lappen: ['nl'],
    penner: ['en'],
    fallito: [],
    verga: ['en'],
    perra: ['en'],
    cacete: ['en'],
  },
  ...{
    ho: ['it', 'vi', 'zh', 'fr', 'de', 'es', 'pt'],
    hos: ['sv', 'no', 'da', 'de'],
    nig: ['de'],
    fag: ['sv', 'da', 'no'],
  },
  ...{
    mong: ['id', 'fr'],
    minable: ['en'],
    gode: ['it', 'da', 'no'],
    godes: ['en', 'pt'],
    simp: [],
    mongol: ['en'],
  },
  ...{
    useless: [],
    palhaco: [],
    moro: ['en', 'it'],
    marica: [],
    droga: ['es', 'it', 'pl'],
    verme: ['en'],
    bosta: ['en'],
  },
  ...{
    negri: ['en'],
    nude: ['en'],
    nudes: [],
    damn: [],
    crap: [],
    pigs: [],
    pig: [],
    scopare: ['en'],
    capullo: ['en'],
  },
  ...{
    cretin: [],
    idiota: [],
    stupide: [],
    deficiente: ['es', 'pt'],
    ignorante: ['es', 'pt', 'fr'],
    inutile: ['fr'],
  },
};

/** Whether a word is an ordinary one of the text's language, or perhaps one where the language is not known. */
export function isInnocent(
  { spellings, text }: Token,
  { languages }: Entry,
  language: string | null,
): boolean {
  const [plain = ''] = spellings;
  const innocentIn = ordinary[plain];
  if (!innocentIn) return false;
  // A greeting of Santa's and a name are told by their capitals.
  if (plain === 'ho' && text === 'Ho') return true;
  if (language !== null) return innocentIn.includes(language) && !languages.includes(language);
  return !languages.includes('en') && innocentIn.includes('en');
}
