import { afterName, past } from './agreement.js';
import { inThirdPerson, type Persons } from './persons.js';

const pronoun = '(?:you|I|we|they|he|she|it|this|that|there|these|those)';
const be = '(?:is|are|was|were|am)';
const modal = '(?:can|could|will|would|shall|should|may|might|must)';

const request =
  /^(?:can|could|would|will) you (?:please |kindly )?(?!(?:like|want|be able|prefer|rather|mind|have)\b)(.+?)\??$/i;
const offer = /^(?:shall|should) (?:we|I) (.+?)\??$/i;
const proposal = /^(?:(?:why don['’]?t|why not) (?:we|you)|why not|how about|what about) (.+?)\??$/i;
const yesNo = new RegExp(
  `^(do|does|did|${be}|have|has|had|${modal}) (${pronoun}|\\p{Lu}[\\p{L}'-]+) (.+?)\\??$`,
  'iu',
);
const helper = `(do|does|did|${be}|have|has|had|${modal})`;
const open = new RegExp(
  `^((?:what|which|who|whose|where|when|why|how)(?: (?!${helper.slice(1, -1)}\\b)[\\w-]+){0,3}) ${helper} (${pronoun})\\b ?(.*?)\\??$`,
  'i',
);

/** A question told by another: `Do you like it?` becomes `Ann asks if Ben likes it`; null when its form is not known. */
export function reportedQuestion(question: string, persons: Persons): string | null {
  const text = question.replace(/^(what|where|who|how|when)['’]s\b/i, '$1 is');
  const { speaker, addressee } = persons;
  const whom = addressee ? ` ${addressee}` : '';
  const told = (clause: string): string => inThirdPerson(clause, persons);
  const asked = request.exec(text)?.[1];
  if (asked && !/\bor not$/.test(asked)) return `${speaker} asks${whom || ' for somebody'} to ${told(asked)}`;
  const proposed = proposal.exec(text)?.[1];
  if (proposed) return `${speaker} suggests ${told(proposed)}`;
  const offered = offer.exec(text)?.[1];
  if (offered) return `${speaker} asks whether to ${told(offered)}`;
  const simple = yesNo.exec(text);
  if (simple) return `${speaker} asks if ${told(clauseOf(simple.slice(1)))}`;
  const wh = open.exec(text);
  if (!wh) return null;
  const [, asking = '', , subject = ''] = wh;
  const auxiliary = wh[2] ?? '';
  const rest = wh.at(-1) ?? '';
  return `${speaker} asks${whom} ${told(`${lowerFirst(asking)} ${clauseOf([auxiliary, subject, rest])}`)}`;
}

/** `do, you, want it` becomes `you want it`; `did, you, stay` `you stayed`; `are, you, free` `you are free`. */
function clauseOf([auxiliary = '', subject = '', rest = '']: string[]): string {
  const who = subject === 'I' || !isPronoun.test(subject) ? subject : subject.toLowerCase();
  const [verb = '', ...others] = rest.split(' ');
  const clause = [who, formed(auxiliary.toLowerCase(), verb), ...others];
  return clause.join(' ').trimEnd();
}
const isPronoun = new RegExp(`^${pronoun}$`, 'i');

function formed(auxiliary: string, verb: string): string {
  if (auxiliary === 'do') return verb;
  if (auxiliary === 'does') return afterName(verb);
  if (auxiliary === 'did' && /^[a-z]+$/i.test(verb)) return past(verb);
  return `${auxiliary} ${verb}`;
}

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
