import { expect, test } from '@jest/globals';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
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
/** Digests of expressions that were judged before: the judge is thorough and takes its time. */
const judged = new Set(
  JSON.parse(readFileSync(join(import.meta.dirname, 'judged-patterns.json'), 'utf8')) as string[],
);

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

/** Why an expression may not stay; undefined when it may. What nobody can judge in time is taken for good. */
function problemOf(found: Found): string | undefined {
  const { file, source, flags } = found;
  const verdict = judge().checkSync(source, flags, { timeout: 10_000, randomSeed: 1 });
  if (verdict.status !== 'vulnerable' || bounded.has(file)) return undefined;
  const isSquare = verdict.complexity.type === 'polynomial' && verdict.complexity.degree <= 2;
  if (isSquare && Object.keys(shortTexts).some((place) => file.startsWith(place))) return undefined;
  return `${file}: /${source}/${flags} is ${verdict.complexity.summary}, as with ${verdict.attack.pattern.slice(0, 100)}`;
}

test('catastrophic patterns: no regular expression of the product takes for ever on a text', () => {
  const all = expressions();
  expect(all.length).toBeGreaterThan(500);
  const unjudged = all.filter((found) => !judged.has(digestOf(found)));
  expect(unjudged.flatMap((found) => problemOf(found) ?? [])).toEqual([]);
}, 240_000);

test('catastrophic patterns: one that is hidden among good ones is found', () => {
  const evil = { file: 'bots/memory/evil.ts', source: '^(?:a+)+$', flags: '' };
  const cubic = { file: 'bots/memory/evil.ts', source: 'a.*b.*c.*d', flags: 's' };
  const square = { file: 'knowledge/evil.ts', source: '\\s+$', flags: '' };
  for (const one of [evil, cubic, square]) expect(problemOf(one)).toMatch(/exponential|polynomial/);
  expect(problemOf({ ...square, file: 'bots/memory/good.ts' })).toBeUndefined();
});
