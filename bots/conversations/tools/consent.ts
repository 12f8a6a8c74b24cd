import { primaryLanguage } from '../../../platform/text/language.js';
import type { ToolCall } from '../../../providers/index.js';
import { canonical } from '../../versions/content-hash.js';
import type { TurnToolCall } from '../turn.model.js';
import { parsed } from './typed-arguments.js';

/** Words that agree, alone or at the beginning of a short answer. */
const agreements = new Set(
  [
    ...[
      'yes',
      'yep',
      'yeah',
      'sure',
      'ok',
      'okay',
      'please do',
      'do it',
      'go ahead',
      'confirm',
      'confirmed',
      'agreed',
    ],
    ...['ja', 'jawohl', 'gerne', 'einverstanden', 'sí', 'si', 'claro', 'vale', 'oui', "d'accord", 'bien sûr'],
    ...[
      'sì',
      'certo',
      "d'accordo",
      'sim',
      'claro que sim',
      'tak',
      'da',
      'да',
      'はい',
      '是',
      '好的',
      '네',
      'evet',
    ],
  ].map((text) => text.normalize('NFC')),
);
const longestAgreement = 60;

/** Whether a message is a plain yes; what says more than that may mean something else and is not. */
export function isAgreement(message: string): boolean {
  const text = message.normalize('NFC').trim().toLowerCase().replace(/[’]/g, "'");
  if (text.length > longestAgreement || text.includes('?')) return false;
  const words = text.replace(/[\s.!,。！、]+/g, ' ').trim();
  const rest = words.replace(
    / ?(please|bitte|por favor|s'il vous plaît|do it|go ahead|thanks|thank you|danke)$/,
    '',
  );
  return agreements.has(words) || agreements.has(rest);
}

export const keyOfCall = (name: string, given: unknown): string => `${name} ${canonical(given)}`;

/** The calls that the last answer asked the end user about. */
export const awaitedCalls = (calls: readonly TurnToolCall[] = []): ToolCall[] =>
  calls
    .filter(({ awaitsConsent }) => awaitsConsent)
    .map(({ id, name, arguments: json }) => ({ id, name, arguments: parsed(json) ?? {} }));

const questions: Record<string, (name: string, given: string) => string> = {
  en: (name, given) => `Shall I call ${name} with ${given}? Please answer yes or no.`,
  de: (name, given) => `Soll ich ${name} mit ${given} aufrufen? Bitte antworten Sie mit Ja oder Nein.`,
  es: (name, given) => `¿Llamo a ${name} con ${given}? Responda sí o no, por favor.`,
  fr: (name, given) => `Dois-je appeler ${name} avec ${given} ? Répondez par oui ou non, s’il vous plaît.`,
  it: (name, given) => `Devo chiamare ${name} con ${given}? Rispondi sì o no, per favore.`,
  pt: (name, given) => `Devo chamar ${name} com ${given}? Responda sim ou não, por favor.`,
};

/** What a bot without a model asks before such a call. */
export const consentQuestion = ({ name, arguments: given }: TurnToolCall, language: string | null): string =>
  (questions[primaryLanguage(language ?? 'en')] ?? questions.en)?.(name, given) ?? '';
