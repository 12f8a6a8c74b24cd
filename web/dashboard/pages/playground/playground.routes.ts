import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { chatbotQuery } from '../../api/queries.js';
import { appRoute } from '../../app-route.js';

const playgroundRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/bots/$botId/playground',
  validateSearch: (raw: Record<string, unknown>): { conversation?: string } => ({
    conversation: typeof raw.conversation === 'string' ? raw.conversation : undefined,
  }),
  loader: ({ context: { queries }, params: { botId } }) => queries.ensureQueryData(chatbotQuery(botId)),
  component: lazyRouteComponent(() => import('./playground.page.js'), 'PlaygroundPage'),
});

export const playgroundRoutes = [playgroundRoute] as const;
