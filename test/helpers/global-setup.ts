import { startOpenAiDouble } from '../doubles/openai-double.js';
import { startTestPlatform } from './platform.js';

/** One platform for all end-to-end tests that do not break it, with a model double beside it. */
export default async function setup(): Promise<void> {
  // A platform that runs already is used as it is: quicker while one works on a single test.
  if (process.env.TEST_PLATFORM_URL) return;
  const double = await startOpenAiDouble('test-key');
  const platform = await startTestPlatform({ OPENAI_API_KEY: 'test-key', OPENAI_BASE_URL: double.url });
  process.env.TEST_PLATFORM_URL = platform.url;
  process.env.TEST_PLATFORM_DATA = platform.dataDir;
  process.env.TEST_DOUBLE_URL = double.url;
  Object.assign(globalThis, { testPlatform: platform, testDouble: double });
}
