import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { hasBrowser, startBrowser } from '../helpers/browser.js';
import { createGiven, data, platformUrl, unique, type Member } from '../helpers/given.js';

const url = platformUrl();
const given = createGiven(url);
const attack = `</script>"><script>evil()</script><img src=x onerror=evil()>`;

/** What a page tried that no page of ours should. */
interface Deeds {
  ran: number;
  elsewhere: string[];
  errors: string[];
}

(hasBrowser ? describe : describe.skip)('in a real browser', () => {
  let browser: Browser;
  let me: Member;
  let session: string;
  beforeAll(async () => {
    browser = await startBrowser();
    me = await given.owner();
    const body = { username: me.user.username, password: me.password, cookie: true };
    const answer = await given.anonymous.post('/api/v1/auth/login', body);
    session = /nhost-session=([^;]+)/.exec(answer.headers.get('set-cookie') ?? '')![1]!;
  }, 60_000);
  afterAll(() => browser?.close());

  async function signedIn(): Promise<BrowserContext> {
    const context = await browser.newContext();
    const cookie = { name: 'nhost-session', value: session, url, httpOnly: true, sameSite: 'Lax' } as const;
    await context.addCookies([cookie]);
    return context;
  }

  /** A page of somebody who is signed in, and what happens in it. */
  async function visit(run: (page: Page, deeds: Deeds) => Promise<void>): Promise<void> {
    const context = await signedIn();
    const deeds: Deeds = { ran: 0, elsewhere: [], errors: [] };
    try {
      await context.exposeFunction('evil', () => void deeds.ran++);
      await context.route(
        (address) => /^(?:https?|wss?):/.test(address.protocol) && address.origin !== new URL(url).origin,
        (route) => {
          deeds.elsewhere.push(route.request().url());
          return route.abort();
        },
      );
      const page = await context.newPage();
      page.on('dialog', (dialog) => {
        deeds.ran++;
        void dialog.dismiss();
      });
      page.on('pageerror', ({ message }) => deeds.errors.push(message));
      page.on('console', (line) => {
        if (line.type() === 'error') deeds.errors.push(line.text());
      });
      await run(page, deeds);
    } finally {
      await context.close();
    }
  }

  test('stored XSS: names, documents and answers are shown as text and run nothing', async () => {
    const bot = await given.chatbot(me, { name: `${attack} ${unique()}`, description: attack });
    const base = await given.knowledgeBase(me, bot.id, { name: `${attack} ${unique()}` });
    await given.documents(me, base.id, { 'page.md': `The canteen serves soup. ${attack}` });
    const { conversationId } = data(
      await me.client.post(`/api/v1/chatbots/${bot.id}/conversation`, {
        message: `soup? ${attack}`,
        userId: attack,
      }),
    );
    await visit(async (page, deeds) => {
      for (const path of [
        `/api/v1/chatbots/${bot.id}`,
        '/api/v1/chatbots?limit=5',
        `/api/v1/knowledge-bases/${base.id}/search?q=soup`,
        `/api/v1/chatbots/${bot.id}/conversation/history?conversationId=${conversationId}`,
      ]) {
        const answer = await page.goto(`${url}${path}`);
        expect([path, answer?.status()]).toEqual([path, 200]);
        const shown = await page.locator('body').innerText();
        if (!path.includes('search')) expect(shown).toContain('<script>evil()');
      }
      // A refusal repeats nothing that a browser could run.
      for (const path of [
        `/api/v1/${attack}`,
        `/api/v1/chatbots/${attack}`,
        `/api/v1/chatbots?sort=${attack}`,
      ])
        expect((await page.goto(`${url}${encodeURI(path)}`))?.status()).toBeGreaterThanOrEqual(400);
      expect([deeds.ran, deeds.elsewhere]).toEqual([0, []]);
    });
  }, 60_000);

  test.each(['/docs', '/redoc'])(
    '%s shows the operations under its policy, whatever its address says',
    async (path) => {
      const lure = `url=https://evil.example/x.json&configUrl=https://evil.example/c.json&q=${encodeURIComponent(attack)}`;
      await visit(async (page, deeds) => {
        await page.goto(`${url}${path}?${lure}#/${encodeURIComponent(attack)}`);
        await page.getByText('Sign in', { exact: true }).first().waitFor({ state: 'attached' });
        expect(deeds).toEqual({ ran: 0, elsewhere: [], errors: [] });
      });
    },
    60_000,
  );

  describe('a page of somebody else', () => {
    let stranger: Server;
    let page = '';
    beforeAll(async () => {
      stranger = createServer((_request, response) => {
        response.setHeader('Content-Type', 'text/html');
        response.end(page);
      }).listen(0, '127.0.0.1');
      await once(stranger, 'listening');
    });
    afterAll(() => new Promise((done) => stranger.close(done)));
    const names = async () =>
      (data(await me.client.get('/api/v1/chatbots?limit=100')) as { name: string }[]).map(({ name }) => name);

    test('cross-site requests: it changes nothing in the name of who is signed in, and reads nothing', async () => {
      const name = unique('forged');
      const target = `${url}/api/v1/chatbots`;
      page = `<form method="post" enctype="text/plain" action="${target}"><input name='{"name":"${name}","x":"' value='"}'></form>
<script>
const send = (type) => fetch('${target}', { method: 'POST', mode: 'no-cors', credentials: 'include',
  headers: { 'Content-Type': type }, body: JSON.stringify({ name: '${name}' }) });
window.tried = Promise.allSettled([send('text/plain'), send('application/json'),
  fetch('${target}', { credentials: 'include' }).then((answer) => answer.text())]);
</script>`;
      const context = await signedIn();
      try {
        const tab = await context.newPage();
        const { port } = stranger.address() as AddressInfo;
        // Of another site; and of the same site at another port, where a browser sends the cookie along.
        for (const host of ['localhost', '127.0.0.1']) {
          await tab.goto(`http://${host}:${port}/`);
          const tried = await tab.evaluate<{ status: string }[]>('window.tried');
          expect(tried.at(-1)).toMatchObject({ status: 'rejected' });
          await tab.evaluate('document.forms[0].submit()');
          await tab.waitForURL(target);
        }
        expect(await names()).not.toContain(name);
      } finally {
        await context.close();
      }
    }, 60_000);
  });
});
