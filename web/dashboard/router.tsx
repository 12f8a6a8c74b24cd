import { createRoute, createRouter, redirect } from '@tanstack/react-router';
import type { QueryClient } from '@tanstack/react-query';
import { appRoute, rootRoute } from './app-route.js';
import { NotFound } from './kit/not-found.js';
import { PageError } from './kit/page-error.js';
import { botsRoutes } from './pages/bots/bots.routes.js';
import { playgroundRoutes } from './pages/playground/playground.routes.js';
import { sessionRoutes } from './session/session.routes.js';

const homeRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/bots', replace: true });
  },
});

const routes = rootRoute.addChildren([
  ...sessionRoutes,
  appRoute.addChildren([homeRoute, ...botsRoutes, ...playgroundRoutes]),
]);

/** The addresses of the dashboard; each page is fetched when it is first gone to, or when one is about to. */
export const createDashboardRouter = (queries: QueryClient) =>
  createRouter({
    routeTree: routes,
    context: { queries },
    defaultPreload: 'intent',
    // What is fresh enough is decided by the queries.
    defaultPreloadStaleTime: 0,
    scrollRestoration: true,
    defaultErrorComponent: PageError,
    defaultNotFoundComponent: NotFound,
  });

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createDashboardRouter>;
  }
}
