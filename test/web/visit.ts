import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { until } from '../helpers/until.js';

/** What a page did that no page of ours should. */
export interface Deeds {
  /** Foreign scripts that ran. */
  ran: number;
  /** Addresses elsewhere that were asked. */
  elsewhere: string[];
  /** Errors in the console, violations of the policy among them. */
  errors: string[];
}

export interface Visit {
  context: BrowserContext;
  page: Page;
  deeds: Deeds;
}

/** What a browser says of an answer that the dashboard expects, such as 401 when it asks who one is. */
const ofAnswers = /^Failed to load resource: the server responded with a status of (401|404|409)/;

/** Opens a browser's window on the dashboard and notes what goes wrong in it. */
export async function visit(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
): Promise<Visit> {
  const context = await browser.newContext({ locale: 'en-US', ...options });
  const deeds: Deeds = { ran: 0, elsewhere: [], errors: [] };
  await context.exposeFunction('evil', () => void deeds.ran++);
  const { origin } = new URL(url);
  await context.route(
    (address) => /^(?:https?|wss?):/.test(address.protocol) && address.origin !== origin,
    (route) => {
      deeds.elsewhere.push(route.request().url());
      return route.abort();
    },
  );
  await context.addInitScript(
    `addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sample }) =>
      console.error('policy:', violatedDirective, blockedURI, sample));`,
  );
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  page.on('dialog', (dialog) => {
    deeds.ran++;
    void dialog.dismiss();
  });
  page.on('pageerror', ({ message }) => deeds.errors.push(message));
  page.on('console', (line) => {
    if (line.type() === 'error' && !ofAnswers.test(line.text())) deeds.errors.push(line.text());
  });
  return { context, page, deeds };
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Waits by the debugger's way, too: `waitForFunction` makes code of a text inside the page, which the policy refuses. */
export const untilInPage = (page: Page, expression: string): Promise<unknown> =>
  until(() => page.evaluate<boolean>(expression));

interface Finding {
  id: string;
  impact: string | null;
  nodes: { html: string; failureSummary?: string }[];
}

/** What is seriously wrong with a page for those who cannot see it, or not well (axe-core, WCAG 2.2 A and AA). */
export async function seriousFindings(page: Page): Promise<string[]> {
  // What fades in is not judged while it is half there.
  await untilInPage(page, "document.getAnimations().every((one) => one.playState !== 'running')");
  // By the debugger's way, which the policy of the page does not concern.
  await page.evaluate(axe);
  const findings = await page.evaluate<Finding[]>(
    `axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations)`,
  );
  return findings
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary ?? ''}`),
    );
}
