import { Remembered } from '../../platform/remembered.js';
import type { VersionContent } from './version.model.js';

/** Contents of versions in memory, which may be kept for ever as they never change. */
export const rememberedContents = new Remembered<VersionContent>(20_000_000);
