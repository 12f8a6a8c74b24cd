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
 * Repetitions and looks behind that are bounded, which a judge that only measures takes for more than they are; lines of at most a
 * thousand characters, and documents that are read in a process which is ended after a minute.
 */
const bounded = new Set([
  'bots/memory/extract/find-entities.ts',
  'bots/memory/references/listed-items.ts',
  'insights/moderation/detect/spam/links.ts',
  'insights/sentiment/rules/tokens.ts',
  'knowledge/extract/extract-faq.ts',
  'knowledge/extract/extract-markdown.ts',
  'platform/config/unsafe-settings.ts',
  'providers/links/addresses.ts',
  'providers/tokens/openai-tokens.ts',
]);

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

function verdictOf({ source, flags }: Found): Verdict {
  const said = judge().checkSync(source, flags, { timeout: 10_000, randomSeed: 1 });
  if (said.status === 'vulnerable')
    return said.complexity.type === 'polynomial' ? `polynomial ${said.complexity.degree}` : 'exponential';
  return said.status === 'safe' ? 'safe' : 'undecided';
}

/** Why an expression may not stay; undefined when it may. */
function problemOf({ file, source, flags }: Found, verdict: Verdict): string | undefined {
  if (verdict === 'safe' || verdict === 'undecided' || file in bounded) return undefined;
  const isSquare = verdict === 'polynomial 2';
  if (isSquare && Object.keys(shortTexts).some((place) => file.startsWith(place))) return undefined;
  return `${file}: /${source}/${flags} is ${verdict}`;
}

test('catastrophic patterns: no regular expression of the product takes for ever on a text', () => {
  const all = expressions();
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
