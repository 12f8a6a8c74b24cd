// `npm run dev:web`: the dashboard with every change at once, at an address of its own, beside a platform that runs already
// (`npm run dev`). What it asks of the API goes on to `API_URL`.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createServer } from 'vite';
import { webSettings } from './web-settings.mjs';

process.chdir(join(dirname(fileURLToPath(import.meta.url)), '..'));
const target = process.env.API_URL ?? 'http://127.0.0.1:3000';
/** The API accepts changes by cookie from its own pages only, which these are. */
const asOwnPage = (proxy) =>
  proxy.on('proxyReq', (request) => {
    if (request.getHeader('origin') === `http://127.0.0.1:${port}`)
      request.setHeader('origin', new URL(target).origin);
  });
const port = Number(process.env.WEB_PORT ?? 5173);
const toApi = { target, changeOrigin: true, configure: asOwnPage };

const server = await createServer({
  ...webSettings,
  server: {
    host: '127.0.0.1',
    port,
    strictPort: true,
    proxy: Object.fromEntries(
      ['/api', '/local-sign-in', '/docs', '/redoc', '/openapi.json'].map((path) => [path, toApi]),
    ),
  },
});
await server.listen();
server.printUrls();
for (const signal of ['SIGINT', 'SIGTERM'])
  process.on(signal, () => void server.close().then(() => process.exit(0)));
