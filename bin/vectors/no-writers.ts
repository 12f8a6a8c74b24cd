import type { Config } from '../../platform/config/config.js';
import type { Logger } from '../../platform/logging/logger.js';
import { runningWorkers } from '../compose/running-workers.js';

/** Workers write vectors; what they wrote behind the copy's back would be lost with the source. @throws Error while one runs */
export async function assertNoWriters(config: Config, logger: Logger): Promise<void> {
  const workers = await runningWorkers(config, logger);
  if (workers > 0)
    throw new Error(
      `${workers} worker${workers > 1 ? 's run' : ' runs'} and may write vectors. Stop them first; the API may go on serving.`,
    );
}
