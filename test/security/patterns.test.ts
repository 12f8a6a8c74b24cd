import { expect, test } from '@jest/globals';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, relative } from 'node:path';
import type * as Recheck from 'recheck';
import ts from 'typescript';

/** Without the package's own choice of a native program or a thread; large, so only when there is something to judge. */
const judge = () => createRequire(import.meta.url)('recheck/lib/browser.js') as typeof Recheck;

const root = join(import.meta.dirname, '../..');
const rooms = [
  ...[
    'accounts',
    'activities',
    'api',
    'backups',
    'bin',
    'bots',
    'contracts',
    'insights',
    'jobs',
    'knowledge',
    'platform',
    'providers',
  ],
  ...['webhooks', 'workflows'],
];
/**
 * What the judge said of expressions, by their digests: it is thorough and takes its time. What is not there is judged now;
 * with JUDGED=write the file is written anew.
 */
const judgedPath = join(import.meta.dirname, 'judged-patterns.json');
/** In a text's length; undecided is what the judge could not end with in ten seconds. */
type Verdict = 'safe' | 'undecided' | 'exponential' | `polynomial ${number}`;
const judged = JSON.parse(readFileSync(judgedPath, 'utf8')) as Record<string, Verdict>;

/**
 * Where expressions may take time that grows with the square of a text, as in finding blanks at its end: what they see is
 * short, as is said here. None may be worse.
 */
const shortTexts: Record<string, string> = {
  'api/http/last-event-id.ts': 'a header: Node takes 16 KB of them together',
  'bots/archives/export-chatbot.ts': 'the name of a bot: 100 characters',
  'bots/conversations/tools/': 'a message of 8,000 characters',
  'bots/learning/': 'an answer of a model',
  'bots/memory/': 'a message of 8,000 characters, or an answer of a model',
  'bots/plugins/builtin/': 'arguments of a tool: 64 KB, checked by their schema for 1,000 characters',
  'bots/plugins/tools/': 'names of tools and plugins: 100 characters',
  'bots/plugins/http/': 'what a builder wrote into a manifest',
  'bots/training/datasets/': 'an input of an example: 2,000 characters',
  'insights/moderation/': 'a message of 8,000 characters',
  'insights/sentiment/': 'a message of 8,000 characters',
  'insights/summaries/': 'the summary of a model',
  'knowledge/extract/extract-faq.ts': 'a line, in a process that is ended after a minute',
  'knowledge/extract/pdf/': 'a line of a page, in a process that is ended after a minute',
  'knowledge/web/decode-page.ts': 'a header, or the first kilobytes of a page',
  'platform/config/': 'settings of the one who runs the installation',
  'platform/http/outbound-allow.ts': 'the name of a host in an address of 2,000 characters',
  'platform/http/pinned-connect.ts': 'the name of a host in an address of 2,000 characters',
  'platform/vectors/': 'an address in the settings',
  'providers/chat/openai-model.ts': 'the name of a model',
  'providers/embeddings/': 'an address in the settings',
  'providers/fine-tuning/': 'an address in the settings',
  'providers/moderation/': 'an address in the settings',
  'platform/services/': 'what programs of the installation print',
  'platform/text/detect-language.ts': 'the first 600 characters of a text',
  'providers/links/': 'a word of 2,000 characters',
};
/**
 * Looked at by hand, by file and digest: the judge takes repetitions that are bounded, and looks ahead and behind, for more than they
 * are. None of them reads a sign more often than a fixed number of times, or what it reads is short.
 */
const byHand: Record<string, string> = {
  'accounts/mails/account-mails.ts 42ccfa261c62': 'a name of 100 characters',
  'bots/conversations/prompt.ts b88e6f371423': 'blanks are read once, from the bracket before them',
  'bots/memory/extract/find-entities.ts 41adbf62c1c0': '64 signs before the @ at most',
  'bots/memory/references/english-pronouns.ts c340ee260e1f':
    'begins at the beginning; one way through the words',
  'bots/memory/references/resolve-text.ts 360a9b946fde':
    'begins at the beginning; every word has its marks behind it',
  'insights/sentiment/rules/tokens.ts 95ebbba4f5bb': '64 signs before the @ at most',
  'insights/summaries/reported/report.ts 9ce15e79b5ed': 'a sentence; its marks are read once for each comma',
  'insights/summaries/reported/report.ts faee9a624a34': 'begins at the beginning of a sentence',
  'insights/moderation/detect/spam/links.ts a1ec1f9cf1c7':
    'eight parts of 63 signs at most, apart by their dots',
  'knowledge/extract/decode-text.ts a05271f6c235': 'begins where blanks begin only',
  'knowledge/extract/extract-faq.ts 404b3c18db93': 'a line, in a process that is ended after a minute',
  'knowledge/extract/extract-faq.ts 01142a248ff2': 'a line, in a process that is ended after a minute',
  'knowledge/web/decode-page.ts 3c536df28bc3': '500 signs at most',
  'platform/config/unsafe-settings.ts 5921764049ea': '16 signs at most, from the beginning of a setting',
  'platform/telemetry/mongo-spans.ts ff9488eafc11': 'the address of a database',
  'providers/chat/openai-model.ts 2a06b6e5fadc': 'the name of a model',
  'providers/links/addresses.ts 1904d3115cd8': '30 signs at most',
  'providers/links/addresses.ts 414a1f73a94a': '30 signs at most',
  'providers/links/guard-links.ts ac275e48dd49': 'a word of 2,000 signs',
  'providers/tokens/openai-tokens.ts 731023157367': '500 signs at most',
};

interface Found {
  file: string;
  source: string;
  flags: string;
}

/** The regular expressions of the product, as its syntax trees have them. */
function expressions(): Found[] {
  const found: Found[] = [];
  for (const room of rooms)
    for (const name of readdirSync(join(root, room), { recursive: true, encoding: 'utf8' })) {
      if (!/\.ts$/.test(name) || /\.(?:test|fixture|d)\.ts$/.test(name)) continue;
      const file = join(root, room, name);
      const visit = (node: ts.Node): void => {
        if (ts.isRegularExpressionLiteral(node)) {
          const end = node.text.lastIndexOf('/');
          const [source, flags] = [node.text.slice(1, end), node.text.slice(end + 1)];
          found.push({ file: relative(root, file), source, flags });
        }
        ts.forEachChild(node, visit);
      };
      visit(ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest));
    }
  return found;
}

const digestOf = ({ source, flags }: Found): string =>
  createHash('sha256').update(`${source}/${flags}`).digest('hex').slice(0, 12);

const isByHand = (found: Found): boolean => `${found.file} ${digestOf(found)}` in byHand;

function verdictOf({ source, flags }: Found): Verdict {
  const said = judge().checkSync(source, flags, { timeout: 10_000, randomSeed: 1 });
  if (said.status === 'vulnerable')
    return said.complexity.type === 'polynomial' ? `polynomial ${said.complexity.degree}` : 'exponential';
  return said.status === 'safe' ? 'safe' : 'undecided';
}

/** Why an expression may not stay; undefined when it may. */
function problemOf(found: Found, verdict: Verdict): string | undefined {
  const { file, source, flags } = found;
  if (verdict === 'safe' || verdict === 'undecided' || isByHand(found)) return undefined;
  const isSquare = verdict === 'polynomial 2';
  if (isSquare && Object.keys(shortTexts).some((place) => file.startsWith(place))) return undefined;
  return `${file} ${digestOf(found)}: /${source}/${flags} is ${verdict}`;
}

const all = expressions();

test('catastrophic patterns: no regular expression of the product takes for ever on a text', () => {
  expect(all.length).toBeGreaterThan(500);
  const isWriting = process.env.JUDGED === 'write';
  const verdicts: Record<string, Verdict> = {};
  for (const found of all) {
    const digest = digestOf(found);
    verdicts[digest] ??= (isWriting ? undefined : judged[digest]) ?? verdictOf(found);
  }
  if (isWriting) {
    const sorted = Object.entries(verdicts).toSorted(([a], [b]) => (a < b ? -1 : 1));
    writeFileSync(judgedPath, `${JSON.stringify(Object.fromEntries(sorted), null, 2)}\n`);
  }
  expect(all.flatMap((found) => problemOf(found, verdicts[digestOf(found)]!) ?? [])).toEqual([]);
}, 3_600_000);

test('catastrophic patterns: one that is hidden among good ones is found', () => {
  const evil = { file: 'bots/memory/evil.ts', source: '^(?:a+)+$', flags: '' };
  const cubic = { file: 'bots/memory/evil.ts', source: 'a.*b.*c.*d', flags: 's' };
  const square = { file: 'knowledge/evil.ts', source: '\\s+$', flags: '' };
  for (const one of [evil, cubic, square])
    expect(problemOf(one, verdictOf(one))).toMatch(/exponential|polynomial/);
  expect(problemOf({ ...square, file: 'bots/memory/good.ts' }, verdictOf(square))).toBeUndefined();
});

/** What a hostile text would be made of, to make a search begin again and again. */
const seeds = [
  ...[
    'a',
    'A1',
    ' ',
    '\t',
    '\n',
    '.',
    '@',
    '<',
    '>',
    '-',
    '_',
    '#',
    '*',
    '?',
    '!',
    '"',
    "'",
    '(',
    '[',
    '{',
    '/',
    '\\',
    ':',
    ',',
  ],
  ...[
    'a.',
    'a@',
    '@a',
    ' a',
    'a ',
    '1.',
    '1,',
    '. ',
    '?\n',
    '- ',
    '"a',
    'to ',
    'ok ',
    'you ',
    'and ',
    'www.',
    'http://',
    'mailto:',
  ],
  ...['<a ', '<meta ', '| ', '&#', '](', '`', '€', 'é', 'ß ', '中', '😀'],
];

test('catastrophic patterns: what no judge could end with, and what was looked at by hand, ends on hostile texts', () => {
  const doubtful = all.filter((found) => judged[digestOf(found)] === 'undecided' || isByHand(found));
  expect(doubtful.length).toBeGreaterThan(50);
  for (const { source, flags } of doubtful)
    for (const seed of seeds)
      for (const [start, end] of [
        ['', ''],
        ['a', '\u0001'],
        ['https://a.b', '\n\u0001'],
      ]) {
        const text = `${start}${seed.repeat(4_000 / seed.length)}${end}`;
        // It is enough that it ends: by a cubic expression it would not today.
        expect(
          [...text.matchAll(new RegExp(source, flags.includes('g') ? flags : `${flags}g`))].length,
        ).toBeLessThan(10_000);
      }
}, 300_000);
