import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { createQueryClient } from './api/query-client.js';
import { LanguageProvider } from './i18n/language-provider.js';
import { styleNonce } from './nonce.js';
import { createDashboardRouter } from './router.js';
import { cssVariables, theme } from './theme.js';

/** A session that ended while a page was open: to sign in, and back. */
const queries = createQueryClient(() => {
  const { pathname, href } = router.state.location;
  if (['/sign-in', '/register', '/welcome'].includes(pathname)) return;
  queries.removeQueries({ queryKey: ['me'] });
  void router.navigate({ to: '/sign-in', search: { back: href, reason: 'expired' }, replace: true });
});
const router = createDashboardRouter(queries);

export function App() {
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      defaultColorScheme="auto"
      getStyleNonce={() => styleNonce}
    >
      <LanguageProvider>
        <QueryClientProvider client={queries}>
          <Notifications position="bottom-right" />
          <RouterProvider router={router} />
        </QueryClientProvider>
      </LanguageProvider>
    </MantineProvider>
  );
}
