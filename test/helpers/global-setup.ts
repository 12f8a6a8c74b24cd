import { startOpenAiDouble } from '../doubles/openai-double.js';
import { startTestPlatform } from './platform.js';
import { reserveSitePorts } from './sites.js';

/** One platform for all end-to-end tests that do not break it, with a model double beside it. */
export default async function setup(): Promise<void> {
  // A platform that runs already is used as it is: quicker while one works on a single test.
  if (process.env.TEST_PLATFORM_URL) return;
  const double = await startOpenAiDouble('test-key');
  const sitePorts = await reserveSitePorts();
  const platform = await startTestPlatform({
    OUTBOUND_ALLOW: sitePorts.map((port) => `127.0.0.1:${port}`).join(','),
    // What is tested of webhooks is what they do, not how long they wait.
    WEBHOOK_RETRY_DELAYS: '200ms,300ms,400ms',
    WEBHOOK_TIMEOUT_SECONDS: '2',
    FINE_TUNING_POLL_SECONDS: '0.2',
    // None is removed while another test looks at it.
    BACKUP_KEEP: '1000',
    OPENAI_API_KEY: 'test-key',
    OPENAI_BASE_URL: double.url,
  });
  process.env.TEST_PLATFORM_URL = platform.url;
  process.env.TEST_SITE_PORTS = sitePorts.join(',');
  process.env.TEST_PLATFORM_DATA = platform.dataDir;
  process.env.TEST_DOUBLE_URL = double.url;
  Object.assign(globalThis, { testPlatform: platform, testDouble: double });
}
