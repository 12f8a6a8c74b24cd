import type { OpenAiDouble } from '../doubles/openai-double.js';
import type { TestPlatform } from './platform.js';

export default async function teardown(): Promise<void> {
  const { testPlatform, testDouble } = globalThis as unknown as {
    testPlatform?: TestPlatform;
    testDouble?: OpenAiDouble;
  };
  await testPlatform?.stop();
  await testDouble?.close();
}
