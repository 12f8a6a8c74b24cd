import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { chatbotsQuery } from '../../api/queries.js';
import { appRoute } from '../../app-route.js';
import { listSearch } from '../../kit/list-search.js';

const list = listSearch({
  sort: ['name', 'createdAt', 'updatedAt'],
  filters: { status: ['active', 'inactive'] },
});

const botsRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/bots',
  validateSearch: (raw: Record<string, unknown>) => ({
    ...list(raw),
    /** Opens the dialog that makes a bot. */
    ...(raw.create === true ? { create: true } : {}),
  }),
  loaderDeps: ({ search: { create: _create, ...query } }) => query,
  // Begun while the page's own script is fetched; what goes wrong is told by the page.
  loader: ({ context: { queries }, deps }) => void queries.prefetchQuery(chatbotsQuery(deps)),
  component: lazyRouteComponent(() => import('./bots.page.js'), 'BotsPage'),
});

const botRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/bots/$botId',
  beforeLoad: ({ params }) => {
    throw redirect({ to: '/bots/$botId/playground', params, replace: true });
  },
});

export const botsRoutes = [botsRoute, botRoute] as const;
