// `npm run web:types`: writes the types by which the dashboard talks to the API, from the OpenAPI document that a platform
// serves now. `-- --from URL` asks one that runs already; `-- --check` only says whether they are current.
import { readFileSync, writeFileSync } from 'node:fs';
import { register } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import openapiTypescript, { astToString } from 'openapi-typescript';

process.chdir(join(dirname(fileURLToPath(import.meta.url)), '..'));
/** What a document says to people. */
const words = ['description', 'summary', 'example', 'examples', 'title', 'tags', 'security'];
/** Below these the keys are names, which may be called like words. */
const namesBelow = ['properties', 'paths', 'schemas', 'responses', 'content'];
const target = 'web/dashboard/api/schema.ts';
const { values } = parseArgs({ options: { from: { type: 'string' }, check: { type: 'boolean' } } });

const url = values.from ?? (await startPlatform());
try {
  const types = await typesOf(await (await fetch(`${url}/openapi.json`)).json());
  const isCurrent = types === read(target);
  if (!values.check) writeFileSync(target, types);
  else if (!isCurrent) {
    console.error(`${target} is not what the API serves; \`npm run web:types\` writes it`);
    process.exitCode = 1;
  }
} finally {
  if (!values.from) await stopPlatform();
}

async function typesOf(document) {
  const ast = await openapiTypescript(reduced(document), {
    alphabetize: true,
    silent: true,
    // What has a default may be left out of a request.
    defaultNonNullable: false,
  });
  return `// Written by \`npm run web:types\`; a test compares it with what the API serves.\n${astToString(ast)}`;
}

/**
 * What a client of ours needs to know: what is sent and what comes back when all went well. Errors have one form, which the
 * client reads by itself, and the words of the document are in the document.
 */
function reduced({ openapi, info, paths, components }) {
  const kept = structuredClone({ paths, components: { schemas: components.schemas } });
  for (const operation of Object.values(kept.paths).flatMap((methods) => Object.values(methods))) {
    for (const status of Object.keys(operation.responses))
      if (!status.startsWith('2')) delete operation.responses[status];
      else delete operation.responses[status].headers;
  }
  for (const name of Object.keys(kept.components.schemas))
    // Any JSON at all, described by itself, of which TypeScript cannot be told.
    if (/^__schema\d+$/.test(name)) kept.components.schemas[name] = {};
  return { openapi, info, ...withoutWords(kept) };
}

function withoutWords(value, areNames = false) {
  if (Array.isArray(value)) return value.map((one) => withoutWords(one));
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([key]) => areNames || !words.includes(key));
  return Object.fromEntries(
    kept.map(([key, one]) => [key, withoutWords(one, !areNames && namesBelow.includes(key))]),
  );
}

function read(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

async function startPlatform() {
  register('../test/helpers/typescript-hooks.mjs', import.meta.url);
  const { default: start } = await import('../test/helpers/global-setup.ts');
  await start();
  return process.env.TEST_PLATFORM_URL;
}

async function stopPlatform() {
  const { default: stop } = await import('../test/helpers/global-teardown.ts');
  await stop();
}
