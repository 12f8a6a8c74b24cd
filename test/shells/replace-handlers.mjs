// Loaded before anything else into the API processes of a platform under test: a request that names an operation in
// `x-shell` is answered by the example of its documentation instead of its handler. Everything around the handler stays.
import { appendFileSync, readFileSync } from 'node:fs';

const examples = JSON.parse(readFileSync(new URL('../../api/docs/examples.json', import.meta.url), 'utf8'));

/** What a handler would answer if it were an empty shell. */
function shell({ status, response }) {
  if (!response) return { kind: 'text', status, contentType: 'text/plain', text: '' };
  const isEnveloped = response.status === 'success';
  return isEnveloped
    ? {
        kind: 'data',
        status,
        data: response.data,
        message: response.message,
        pagination: response.pagination,
      }
    : { kind: 'data', status, data: response };
}

globalThis.replaceHandler = (definition) => {
  const name = `${definition.method} ${definition.path.replace(/:(\w+)/g, '{$1}')}`;
  const example = examples[name];
  return {
    ...definition,
    handler: (context) => {
      const { 'x-shell': replaced, 'x-test-file': file } = context.request.headers;
      if (file && process.env.SHELLS_LOG) appendFileSync(process.env.SHELLS_LOG, `${name}\t${file}\n`);
      return replaced === name && example ? shell(example) : definition.handler(context);
    },
  };
};
