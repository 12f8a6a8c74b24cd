import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { webDigest } from './build-state.mjs';

const compressible = /\.(js|css|svg|html|json|webmanifest)$/;
/** Below this the headers weigh more than what is saved. */
const smallest = 1_024;

/** Makes the dashboard into `outDir`, or takes it from the `previous` build when nothing that it is made of has changed. */
export async function buildWeb(root, outDir, previous) {
  const digest = webDigest(root);
  const stampOf = (folder) => join(folder, '.built-from');
  if (existsSync(stampOf(previous)) && readFileSync(stampOf(previous), 'utf8') === digest) {
    cpSync(previous, outDir, { recursive: true });
    return;
  }
  // Read only when there is something to do: it takes longer than taking the former build.
  const [{ build }, { webSettings }] = await Promise.all([import('vite'), import('./web-settings.mjs')]);
  const settings = { ...webSettings, root: join(root, webSettings.root), logLevel: 'warn' };
  await build({ ...settings, build: { ...webSettings.build, outDir: join(root, outDir) } });
  await compressAll(outDir);
  writeFileSync(stampOf(outDir), digest);
}

/** Beside each file what browsers are sent instead of it: once here, and not for each of them. */
async function compressAll(folder) {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && compressible.test(entry.name))
    // The page is filled in anew for each request.
    .filter(({ name }) => name !== 'index.html')
    .map((entry) => join(entry.parentPath, entry.name));
  await Promise.all(
    files.map(async (file) => {
      const content = readFileSync(file);
      if (content.length < smallest) return;
      writeFileSync(`${file}.gz`, await promisify(gzip)(content, { level: 9 }));
      const params = { [constants.BROTLI_PARAM_SIZE_HINT]: content.length };
      writeFileSync(`${file}.br`, await promisify(brotliCompress)(content, { params }));
    }),
  );
}
