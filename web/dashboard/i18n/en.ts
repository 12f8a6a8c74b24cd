import { kit } from '../kit/kit.en.js';
import { bots } from '../pages/bots/bots.en.js';
import { playground } from '../pages/playground/playground.en.js';
import { session } from '../session/session.en.js';
import { shell } from '../shell/shell.en.js';

/** Every text of the dashboard. Each area brings its own; the types of the keys come from here. */
export const en = { kit, session, shell, bots, playground } as const;
