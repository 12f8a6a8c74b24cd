import { startOpenAiDouble } from '../doubles/openai-double.js';
import { startTestPlatform } from './platform.js';

/** One platform for all end-to-end tests that do not break it, with a model double beside it. */
export default async function setup(): Promise<void> {
  const double = await startOpenAiDouble('test-key');
  const platform = await startTestPlatform({ OPENAI_API_KEY: 'test-key', OPENAI_BASE_URL: double.url });
  process.env.TEST_PLATFORM_URL = platform.url;
  process.env.TEST_PLATFORM_DATA = platform.dataDir;
  Object.assign(globalThis, { testPlatform: platform, testDouble: double });
}
