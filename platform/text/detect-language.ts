import { commonWordsOf } from './common-words.js';
import { withoutAccents } from './language-rules.js';
import { stopWordsOf } from './stop-words.js';

/** Scripts that one language is written in, or nearly. */
const scripts: [RegExp, string][] = [
  [/[\p{Script=Hiragana}\p{Script=Katakana}]/gu, 'ja'],
  [/\p{Script=Hangul}/gu, 'ko'],
  [/\p{Script=Thai}/gu, 'th'],
  [/\p{Script=Greek}/gu, 'el'],
  [/\p{Script=Hebrew}/gu, 'he'],
  [/\p{Script=Georgian}/gu, 'ka'],
  [/\p{Script=Armenian}/gu, 'hy'],
  [/\p{Script=Bengali}/gu, 'bn'],
  [/\p{Script=Tamil}/gu, 'ta'],
  [/\p{Script=Telugu}/gu, 'te'],
];

/** Scripts of several languages: those to choose from, the likeliest first. */
const families: [RegExp, readonly string[]][] = [
  [/\p{Script=Han}/gu, ['zh', 'ja']],
  [/\p{Script=Arabic}/gu, ['ar', 'fa', 'ur']],
  [/\p{Script=Devanagari}/gu, ['hi', 'mr']],
  [/\p{Script=Cyrillic}/gu, ['ru', 'uk', 'bg', 'sr']],
  [
    /\p{Script=Latin}/gu,
    [
      'en',
      'es',
      'de',
      'fr',
      'it',
      'pt',
      'nl',
      'pl',
      'tr',
      'sv',
      'da',
      'no',
      'fi',
      'cs',
      'ro',
      'hu',
      'id',
      'vi',
    ],
  ],
];

/** What is the same in every language: addresses, code, names with digits, words of capitals. */
const foreign =
  /\S+@\S+|\b[a-z]+:\/\/\S+|`[^`]*`|\S*[\d_/\\<>{}=#]\S*|\b\p{Lu}{2,}\b|\b\p{L}+(?:\.\p{L}+)+\b|\b\p{Ll}+\p{Lu}\p{L}*\b/gu;

const dense = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;

/** Longer texts tell no more. */
const enough = 600;

/**
 * How much the profile of letter groups counts beside the words that a language is known by: little in a word or two, where
 * names lead it astray, and as much in so many words.
 */
const weights = { words: 1, letters: { least: 0.15, each: 0.1, most: 0.6 } };
/** What the best language must reach, in one word and in several, and by how much it must lead. */
const least = { word: 0.6, score: 0.25, lead: 1.4 };

/**
 * The language of a message as a primary tag (`de`), or null when it does not tell: a wrong guess would answer somebody in a
 * language that they do not read. Scripts decide where they can; otherwise the small words of a language together with its
 * groups of letters (tinyld).
 */
export async function detectLanguage(message: string): Promise<string | null> {
  const text = message.slice(0, enough).normalize('NFC').replace(foreign, ' ').trim();
  // A character of these says as much as several letters.
  const weigh = (found: string): number => (dense.test(found) ? 3 : 1);
  const letters = (pattern: RegExp): number =>
    (text.match(pattern) ?? []).reduce((sum, found) => sum + weigh(found), 0);
  const all = letters(/\p{L}/gu);
  if (all < 2) return null;
  // A name in another script does not make the sentence.
  for (const [pattern, language] of scripts) {
    const share = letters(pattern) / all;
    if (share > 0.5 || (language === 'ja' && share > 0.1 && isEastAsian(letters, all))) return language;
  }
  const family = families.find(([pattern]) => letters(pattern) / all > 0.5);
  return family ? choose(text, family[1]) : null;
}

const isEastAsian = (letters: (pattern: RegExp) => number, all: number): boolean =>
  letters(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/gu) / all > 0.5;

async function choose(text: string, languages: readonly string[]): Promise<string | null> {
  const [likeliest = ''] = languages;
  const own = distinctive.find(([pattern, language]) => languages.includes(language) && pattern.test(text));
  if (own) return own[1];
  const profile = await letterProfile(text, languages);
  // Outside Latin the likeliest is nearly always right; the profile is asked about the others.
  if (likeliest !== 'en') return profile.keys().next().value ?? (text.length > 3 ? likeliest : null);
  // What is said again tells nothing new.
  const words = [...new Set(text.toLowerCase().match(/[\p{L}\p{M}]+/gu))];
  const shares = wordShares(words, languages);
  const strongest = Math.max(0, ...profile.values()) || 1;
  const byLetters = Math.min(
    weights.letters.most,
    weights.letters.least + weights.letters.each * Math.max(0, words.length - 2),
  );
  const [first, second] = languages
    .map((language) => ({
      language,
      score:
        weights.words * (shares.get(language) ?? 0) + byLetters * ((profile.get(language) ?? 0) / strongest),
    }))
    .sort((a, b) => b.score - a.score);
  if (!first || !second) return null;
  if (words.length < 2 && first.score < least.word) return sureWord(words, profile);
  return first.score >= least.score && first.score >= least.lead * second.score ? first.language : null;
}

/** Letters that of its family only one language has. */
const distinctive: [RegExp, string][] = [
  [/[営価図発経験駅円気対応変実売読払込働済帰検関県択歩毎様]/u, 'ja'],
  [
    /[码货订单业时间这们为么吗请问发电话网费联账户运东车门图书买卖关开钱给让说认识题过还进选项设备该邮编办签证驾]/u,
    'zh',
  ],
  [/[іїєґ]/iu, 'uk'],
  [/[ыэ]/iu, 'ru'],
  [/[ђјљњћџ]/iu, 'sr'],
  [/[پچژگ].*[یک]|[یک].*[پچژگ]/u, 'fa'],
  [/[ٹڈڑںے]/u, 'ur'],
  [/[¿¡ñ]/iu, 'es'],
  [/ß/u, 'de'],
  [/[ãõ]/iu, 'pt'],
  [/[ąęłżźśńć]/iu, 'pl'],
  [/[ğış]/u, 'tr'],
  [/[ěřů]/iu, 'cs'],
  [/[őű]/iu, 'hu'],
  [/[țș]/iu, 'ro'],
  [/[đươạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]/iu, 'vi'],
];

/** A single word tells only when it is long and no other language comes near. */
function sureWord(words: string[], profile: Map<string, number>): string | null {
  const [word = ''] = words;
  const [best] = profile;
  return best && word.length >= 8 && best[1] > 0.5 ? best[0] : null;
}

/** How much of a text is words that a language is known by; what several know counts for each of them in part. */
function wordShares(words: string[], languages: readonly string[]): Map<string, number> {
  const shares = new Map<string, number>();
  for (const word of words) {
    const knowing = languages.filter((language) => knows(language, word));
    for (const language of knowing)
      shares.set(language, (shares.get(language) ?? 0) + 1 / knowing.length / words.length);
  }
  return shares;
}

function knows(language: string, word: string): boolean {
  const plain = withoutAccents(word);
  const stopWords = stopWordsOf(language);
  return stopWords.has(word) || stopWords.has(plain) || commonWordsOf(language).has(plain);
}

/** The detector's languages with their accuracies, best first; its tables are loaded with the first message. */
async function letterProfile(text: string, only: readonly string[]): Promise<Map<string, number>> {
  const { detectAll } = await import('tinyld');
  return new Map(detectAll(text, { only: [...only] }).map(({ lang, accuracy }) => [lang, accuracy]));
}
