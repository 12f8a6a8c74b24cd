import express, { type Express } from 'express';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { errorsPage } from './errors.page.js';
import { redocBundle, redocPage, redocPolicy, redocStart } from './redoc.page.js';

const swaggerFolder = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));

const page = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Chatbots Platform API</title>
<link rel="stylesheet" href="/docs/assets/swagger-ui.css">
</head>
<body>
<div id="docs"></div>
<script src="/docs/assets/swagger-ui-bundle.js"></script>
<script src="/docs/start.js"></script>
</body>
</html>
`;

// Without `validatorUrl: null` a badge of a foreign server would judge the document.
const start = `SwaggerUIBundle({
  url: '/openapi.json',
  dom_id: '#docs',
  deepLinking: true,
  persistAuthorization: true,
  tryItOutEnabled: true,
  validatorUrl: null,
});\n`;

/**
 * `/openapi.json`, the documentation to try at `/docs` and to read at `/redoc`, and the meaning of the error codes at
 * `/docs/errors`; every asset comes from this server.
 */
export function mountDocs(app: Express, document: object): void {
  const json = JSON.stringify(document);
  app.get('/openapi.json', (_request, response) => {
    response.type('application/json').send(json);
  });
  app.get('/docs', (_request, response) => {
    // Swagger UI puts style attributes on its elements and small images into its style sheet.
    const policy =
      "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:";
    response.set('Content-Security-Policy', policy).type('html').send(page);
  });
  app.get('/docs/errors', (_request, response) => {
    response.type('html').send(errorsPage);
  });
  app.get('/docs/start.js', (_request, response) => {
    response.type('application/javascript').send(start);
  });
  app.use('/docs/assets', express.static(swaggerFolder, { index: false, maxAge: '1d' }));
  mountRedoc(app);
}

function mountRedoc(app: Express): void {
  let bundle: string | undefined;
  app.get('/redoc', (_request, response) => {
    response.set('Content-Security-Policy', redocPolicy).type('html').send(redocPage);
  });
  app.get('/redoc/start.js', (_request, response) => {
    response.type('application/javascript').send(redocStart);
  });
  app.get('/redoc/redoc.js', (_request, response) => {
    bundle ??= redocBundle();
    response.set('Cache-Control', 'public, max-age=86400').type('application/javascript').send(bundle);
  });
}
