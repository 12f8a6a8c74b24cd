import { leavesOf } from './contexts/merge-patch.js';
import type { Recalled } from './recall.js';
import { wordsOfKey } from './references/own-values.js';

interface Question {
  pattern: RegExp;
  /** What is asked for, when the pattern itself says it. */
  about?: string;
}

const end = String.raw`\s*[?.!]*\s*$`;
/** Questions about the asker, by language; the first group is what they ask for. */
const questions: Record<string, Question[]> = {
  en: [
    {
      pattern: new RegExp(`^(?:do you (?:know|remember) )?(?:who am i|what am i called)${end}`, 'iu'),
      about: 'name',
    },
    {
      pattern: new RegExp(
        `^(?:do you (?:know|remember) |can you tell me |tell me )?(?:what(?:'s|’s| is| was| are)|which is) my (?:current )?(.+?)(?: again)?${end}`,
        'iu',
      ),
    },
    { pattern: new RegExp(`^do you (?:know|remember) my (.+?)${end}`, 'iu') },
    { pattern: new RegExp(`^(?:tell me|what about) my (.+?)${end}`, 'iu') },
    {
      pattern: new RegExp(
        `^(?:which|what) (.+?) (?:do i have|am i on|did i (?:choose|order|book|buy)|am i using|is mine)${end}`,
        'iu',
      ),
    },
    { pattern: new RegExp(`^(?:can you tell me |tell me |do you know )?what my (.+?) is${end}`, 'iu') },
  ],
  de: [
    {
      pattern: new RegExp(`^(?:weißt du, )?(?:wie heiße ich|wer bin ich)(?: noch| nochmal)?${end}`, 'iu'),
      about: 'name',
    },
    {
      pattern: new RegExp(
        `^(?:was ist|wie (?:ist|lautet|war)|welches ist|welche ist|welcher ist|kennst du) mein(?:e|en|er|es)? (.+?)${end}`,
        'iu',
      ),
    },
    { pattern: new RegExp(`^welche[nrs]? (.+?) habe ich${end}`, 'iu') },
  ],
  es: [
    { pattern: new RegExp(`^[¿\\s]*(?:c[oó]mo me llamo|qui[eé]n soy)${end}`, 'iu'), about: 'name' },
    { pattern: new RegExp(`^[¿\\s]*cu[aá]l(?:es)? (?:es|son|era) mis? (.+?)${end}`, 'iu') },
    { pattern: new RegExp(`^[¿\\s]*qu[eé] (.+?) tengo${end}`, 'iu') },
  ],
  fr: [
    {
      pattern: new RegExp(`^(?:comment (?:je )?m['’ ]appell?e(?:-je|[- ]je)?|qui suis[- ]je)${end}`, 'iu'),
      about: 'name',
    },
    { pattern: new RegExp(`^quel(?:le)?s? (?:est|sont|était) (?:mon|ma|mes) (.+?)${end}`, 'iu') },
    { pattern: new RegExp(`^quel(?:le)?s? (.+?) ai[- ]je${end}`, 'iu') },
  ],
};

/** The same thing in other words, by what entities and keys are called. */
const synonyms: Record<string, string> = {
  nombre: 'name',
  nom: 'name',
  'first name': 'name',
  'full name': 'name',
  vorname: 'name',
  mail: 'email',
  'e-mail': 'email',
  'e mail': 'email',
  'e mail address': 'email',
  'e mail adresse': 'email',
  'adresse e mail': 'email',
  'email address': 'email',
  'e-mail address': 'email',
  'mail address': 'email',
  'e-mail-adresse': 'email',
  correo: 'email',
  'correo electrónico': 'email',
  courriel: 'email',
  'adresse e-mail': 'email',
  'phone number': 'phone',
  telephone: 'phone',
  'telephone number': 'phone',
  telefonnummer: 'phone',
  teléfono: 'phone',
  téléphone: 'phone',
  'order number': 'order',
  'order id': 'order',
  bestellnummer: 'order',
  bestellung: 'order',
  pedido: 'order',
  commande: 'order',
};

const meant = (name: string): string => {
  const plain = wordsOfKey(name);
  return Object.hasOwn(synonyms, plain) ? (synonyms[plain] ?? plain) : plain;
};

/** The answer to a question about the asker, from what is remembered; `null` when it is no such question or nothing is known. */
export function answerFromMemory(
  message: string,
  language: string,
  { context, entities }: Recalled,
): string | null {
  for (const { pattern, about } of questions[language] ?? []) {
    const match = pattern.exec(message.trim());
    const asked = match && (about ?? match[1]);
    if (!asked) continue;
    const value = valueOf(asked, { context, entities });
    if (value !== null) return sentence(asked, value, language);
  }
  return null;
}

function valueOf(
  asked: string,
  { context, entities }: Pick<Recalled, 'context' | 'entities'>,
): string | null {
  const name = meant(asked);
  const values = leavesOf(context?.data)
    .filter(({ path }) => [path.at(-1) ?? '', path.join(' ')].some((key) => meant(key) === name))
    .map(({ value }) => value);
  if (values.length > 0) return values.join(', ');
  return entities.find(({ type }) => meant(type) === name)?.value ?? null;
}

function sentence(asked: string, value: string, language: string): string {
  const isName = meant(asked) === 'name';
  const plain = asked.trim();
  switch (language) {
    case 'de':
      return isName ? `Sie heißen ${value}.` : `${capital(plain)}: ${value}.`;
    case 'es':
      return isName ? `Se llama ${value}.` : `${capital(plain)}: ${value}.`;
    case 'fr':
      return isName ? `Vous vous appelez ${value}.` : `${capital(plain)} : ${value}.`;
    default:
      return `Your ${plain === 'who am i' ? 'name' : plain} is ${value}.`;
  }
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
