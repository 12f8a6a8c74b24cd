import { primaryLanguage } from '../../../platform/text/language.js';

/** Said when the documents do not support an answer; nothing is ever made up. */
const refusals: Record<string, string> = {
  en: 'I could not find an answer to that in the documents I have.',
  es: 'No he encontrado una respuesta a eso en los documentos que tengo.',
  de: 'Dazu habe ich in den mir vorliegenden Dokumenten keine Antwort gefunden.',
  fr: 'Je n’ai pas trouvé de réponse à cette question dans les documents dont je dispose.',
  it: 'Non ho trovato una risposta a questa domanda nei documenti a mia disposizione.',
  pt: 'Não encontrei uma resposta para isso nos documentos que tenho.',
  nl: 'Daarop heb ik geen antwoord gevonden in de documenten die ik heb.',
  pl: 'Nie znalazłem odpowiedzi na to pytanie w dokumentach, które mam.',
  zh: '在我现有的文档中没有找到这个问题的答案。',
  'zh-hant': '在我現有的文件中沒有找到這個問題的答案。',
  ja: '参照できる文書の中に、そのご質問への答えは見つかりませんでした。',
  ko: '제가 가진 문서에서 그 질문에 대한 답을 찾지 못했습니다.',
  ru: 'Я не нашёл ответа на этот вопрос в имеющихся у меня документах.',
  ar: 'لم أجد إجابة عن ذلك في المستندات المتوفرة لدي.',
  hi: 'मेरे पास उपलब्ध दस्तावेज़ों में मुझे इसका उत्तर नहीं मिला।',
  tr: 'Elimdeki belgelerde bu sorunun yanıtını bulamadım.',
  sv: 'Jag hittade inget svar på det i de dokument jag har.',
  da: 'Jeg fandt ikke noget svar på det i de dokumenter, jeg har.',
  cs: 'V dokumentech, které mám k dispozici, jsem na to nenašel odpověď.',
  uk: 'Я не знайшов відповіді на це запитання в наявних у мене документах.',
};

const english = refusals.en ?? '';
const traditional = /^zh-(hant|tw|hk|mo)\b/i;

/** The refusal in the language of a tag, and in English where there is none. */
export const refusalIn = (language: string): string =>
  (traditional.test(language) ? refusals['zh-hant'] : refusals[primaryLanguage(language)]) ?? english;

/** Whether a text says so in any of the languages. */
export const isLocalRefusal = (text: string): boolean =>
  Object.values(refusals).some((refusal) => text.includes(refusal));
