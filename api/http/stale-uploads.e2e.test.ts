import { expect, test } from '@jest/globals';
import { mkdir, readdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startApiProcess } from '../../test/helpers/api-process.js';
import { unique } from '../../test/helpers/given.js';
import { until } from '../../test/helpers/until.js';

test('what an import or an upload left behind whose process was killed is removed by the next one', async () => {
  const uploads = join(process.env.TEST_PLATFORM_DATA ?? '', 'uploads');
  const [old, fresh] = [unique('import-'), unique('import-')];
  for (const name of [old, fresh]) {
    await mkdir(join(uploads, name), { recursive: true });
    await writeFile(join(uploads, name, 'bot.json'), '{}');
  }
  const before = new Date(Date.now() - 25 * 3_600_000);
  await utimes(join(uploads, old), before, before);
  const api = await startApiProcess();
  try {
    await until(async () => !(await readdir(uploads)).includes(old));
    expect(await readdir(uploads)).toContain(fresh);
  } finally {
    await api.stop();
  }
}, 60_000);
