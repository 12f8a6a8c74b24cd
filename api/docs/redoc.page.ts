import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/** The reference to read: three columns, one operation after the other. */
export const redocPage = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Chatbots Platform API</title>
<style>body { margin: 0 }</style>
</head>
<body>
<div id="docs"></div>
<script src="/redoc/redoc.js"></script>
<script src="/redoc/start.js"></script>
</body>
</html>
`;

export const redocStart = `Redoc.init('/openapi.json', {
  expandResponses: '200,201,202',
  sortTagsAlphabetically: true,
  theme: { typography: { fontFamily: 'system-ui, sans-serif', headings: { fontFamily: 'system-ui, sans-serif' } } },
}, document.getElementById('docs'));\n`;

/** Its search runs in a worker that it makes from its own text. */
export const redocPolicy =
  "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; worker-src 'self' blob:";

/** The bundle, without the picture that it would fetch from its maker. */
export function redocBundle(): string {
  const file = createRequire(import.meta.url).resolve('redoc/bundles/redoc.standalone.js');
  return readFileSync(file, 'utf8').replaceAll('https://cdn.redoc.ly/redoc/logo-mini.svg', 'data:,');
}
