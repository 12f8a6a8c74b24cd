import { expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { createGiven, platformUrl } from '../../test/helpers/given.js';
import { createSignInCode } from '../../test/web/sign-in-code.js';

const { anonymous } = createGiven(platformUrl());
const html = { Accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };

test.each(['/', '/bots', '/bots/1/playground', '/sign-in?back=%2Fbots', '/nothing/here'])(
  'a browser that goes to %s gets the dashboard',
  async (path) => {
    const answer = await anonymous.get(path, html);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(answer.headers.get('cache-control')).toBe('no-cache');
    expect(answer.body).toContain('<div id="root">');
  },
);

test.each([
  ...['/api', '/api/v1', '/api/v1/nothing', '/oauth/nothing', '/docs/nothing', '/health/nothing'],
  ...[
    '/assets/nothing.js',
    '/assets/',
    '/.env',
    '/index.html',
    '/.vite/manifest.json',
    '/assets/..%2findex.html',
  ],
])('at %s there is no page, whoever asks', async (path) => {
  const answer = await anonymous.get(path, html);
  expect(answer.status).toBeGreaterThanOrEqual(400);
  expect(answer.headers.get('content-type')).toContain('application/json');
});

test('who asks for no page gets none', async () => {
  expect((await anonymous.get('/bots')).status).toBe(404);
  expect((await anonymous.get('/', { Accept: 'application/json' })).status).toBe(404);
  expect((await anonymous.post('/bots', {}, html)).status).toBe(404);
});

test('the page runs no script but ours, sends nothing elsewhere, and is framed by nobody', async () => {
  const [first, second] = [await anonymous.get('/', html), await anonymous.get('/', html)];
  const policy = first.headers.get('content-security-policy')!;
  const directives = Object.fromEntries(
    policy.split('; ').map((one) => [one.split(' ')[0], one.split(' ').slice(1).join(' ')]),
  );
  expect(directives).toMatchObject({
    'default-src': "'none'",
    'script-src': "'self'",
    'connect-src': "'self'",
    'img-src': "'self' data:",
    'base-uri': "'none'",
    'frame-ancestors': "'none'",
  });
  expect(policy).not.toMatch(/unsafe|https?:|\*/);
  const nonce = /'nonce-([^']+)'/.exec(directives['style-src'])![1]!;
  expect(first.body).toContain(`nonce="${nonce}"`);
  expect(second.body).not.toContain(nonce);
  expect(first.body).not.toMatch(/<script(?![^>]* src=)|<style| on\w+=|style=/);
  expect(first.headers.get('x-content-type-options')).toBe('nosniff');
  expect(first.headers.get('referrer-policy')).toBe('same-origin');
});

test('assets are kept for ever, and sent compressed', async () => {
  const { body } = await anonymous.get('/', html);
  const paths = [...(body as string).matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(([, path]) => path!);
  expect(paths.length).toBeGreaterThan(2);
  for (const path of paths) {
    expect(path).toMatch(/-[\w-]{8}\.(js|css)$/);
    for (const [accepted, encoding] of [
      ['gzip, br', 'br'],
      ['gzip', 'gzip'],
      ['identity', null],
    ] as const) {
      const answer = await anonymous.get(path, { 'Accept-Encoding': accepted });
      expect(answer.status).toBe(200);
      expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
      // What is small is not worth it.
      if (answer.body.length > 2_000)
        expect([path, answer.headers.get('content-encoding')]).toEqual([path, encoding]);
    }
  }
});

interface Chunk {
  file: string;
  isEntry?: boolean;
  imports?: string[];
  dynamicImports?: string[];
}

test('the first load of script is less than 300 kB, and pages are fetched when they are gone to', () => {
  const manifest = JSON.parse(readFileSync('dist/web/.vite/manifest.json', 'utf8')) as Record<string, Chunk>;
  const needed = new Set<string>();
  const need = (key: string): void => {
    if (needed.has(key)) return;
    needed.add(key);
    manifest[key]!.imports?.forEach(need);
  };
  const [entry] = Object.entries(manifest).find(([, { isEntry }]) => isEntry)!;
  need(entry);
  // The texts of one language come with the first page, too.
  need('i18n/de.ts');
  const bytes = [...needed].map((key) => gzipSync(readFileSync(`dist/web/${manifest[key]!.file}`)).length);
  expect(bytes.reduce((sum, one) => sum + one, 0)).toBeLessThan(300_000);
  for (const page of [
    'pages/bots/bots.page.tsx',
    'pages/playground/playground.page.tsx',
    'shell/palette.tsx',
  ])
    expect([page, needed.has(page), page in manifest]).toEqual([page, false, true]);
});

test('the types by which the dashboard asks are what the API serves', async () => {
  const { spawnSync } = await import('node:child_process');
  const check = spawnSync(
    process.execPath,
    ['scripts/write-api-types.mjs', '--check', '--from', platformUrl()],
    {
      encoding: 'utf8',
      env: { PATH: process.env.PATH },
    },
  );
  expect([check.status, check.stderr]).toEqual([0, '']);
}, 60_000);

const exchange = (code: string, headers: Record<string, string> = {}) =>
  anonymous.post('/local-sign-in', { code }, headers);

test('the code of the terminal is good once, for browsers of this machine, and the newest only', async () => {
  const dataDir = process.env.TEST_PLATFORM_DATA!;
  const former = await createSignInCode(dataDir);
  const code = await createSignInCode(dataDir);
  for (const wrong of [former, 'x', code.slice(1), `${code} `])
    expect((await exchange(wrong)).body).toMatchObject({ code: 'UNAUTHORIZED' });
  const elsewhere: Record<string, string>[] = [
    { Origin: 'https://evil.example' },
    { 'X-Forwarded-For': '203.0.113.7' },
    { 'Sec-Fetch-Site': 'cross-site' },
  ];
  for (const headers of elsewhere)
    expect((await exchange(code, headers)).body).toMatchObject({
      code: 'FORBIDDEN',
    });

  // Many at once: one gets in.
  const answers = await Promise.all(Array.from({ length: 5 }, () => exchange(code)));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 401, 401, 401, 401]);
  const { headers } = answers.find(({ status }) => status === 200)!;
  const cookie = headers.get('set-cookie')!;
  expect(cookie).toMatch(/^nhost-session=[\w-]{43}; Max-Age=\d+; Path=\/; HttpOnly; SameSite=Lax/);
  const me = await anonymous.get('/api/v1/auth/me', { Cookie: cookie.split(';')[0]! });
  expect(me.body.data).toMatchObject({ username: 'admin', role: 'admin' });
  expect((await anonymous.get('/openapi.json')).body.paths).not.toHaveProperty('/local-sign-in');
});
