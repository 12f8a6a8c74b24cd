import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { meQuery } from '../api/queries.js';
import { rootRoute } from '../app-route.js';
import { redeemCode } from './session-api.js';

const reasons = ['expired', 'signedOut'] as const;

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in',
  validateSearch: (raw: Record<string, unknown>): { back?: string; reason?: (typeof reasons)[number] } => ({
    back: text(raw.back),
    reason: reasons.find((reason) => reason === raw.reason),
  }),
  component: lazyRouteComponent(() => import('./sign-in.page.js'), 'SignInPage'),
});

const registerRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/register',
  validateSearch: (raw: Record<string, unknown>): { back?: string } => ({ back: text(raw.back) }),
  component: lazyRouteComponent(() => import('./register.page.js'), 'RegisterPage'),
});

/**
 * The link that the terminal shows: its fragment, which no server and no log sees, is exchanged for a session, and the address
 * that had it is replaced. Opened again, it leads whoever is signed in where it led before.
 */
const welcomeRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/welcome',
  validateSearch: (raw: Record<string, unknown>): { bot?: string } => ({ bot: text(raw.bot) }),
  beforeLoad: async ({ context: { queries }, location: { hash }, search: { bot } }) => {
    if (!hash) return;
    const isIn = (await redeemCode(hash)) || (await isSignedIn());
    queries.clear();
    if (!isIn) throw redirect({ to: '/welcome', search: {}, hash: '', replace: true });
    if (bot)
      throw redirect({ to: '/bots/$botId/playground', params: { botId: bot }, hash: '', replace: true });
    throw redirect({ to: '/bots', hash: '', replace: true });

    async function isSignedIn(): Promise<boolean> {
      return queries.fetchQuery({ ...meQuery, retry: false }).then(
        () => true,
        () => false,
      );
    }
  },
  component: lazyRouteComponent(() => import('./welcome.page.js'), 'WelcomePage'),
});

export const sessionRoutes = [signInRoute, registerRoute, welcomeRoute] as const;
