import type { QueryClient } from '@tanstack/react-query';
import { createRootRouteWithContext, createRoute, Outlet, redirect } from '@tanstack/react-router';
import { isSignedOut } from './api/api-error.js';
import { meQuery } from './api/queries.js';
import { Shell } from './shell/shell.js';

export interface RouterContext {
  queries: QueryClient;
}

export const rootRoute = createRootRouteWithContext<RouterContext>()({ component: Outlet });

/** Around every page for which one has to be signed in; whoever is not is led to do so, and back. */
export const appRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'app',
  beforeLoad: async ({ context: { queries }, location }) => {
    try {
      await queries.ensureQueryData(meQuery);
    } catch (error) {
      if (!isSignedOut(error)) throw error;
      const back = location.href === '/' ? undefined : location.href;
      throw redirect({ to: '/sign-in', search: { back }, replace: true });
    }
  },
  component: Shell,
});
