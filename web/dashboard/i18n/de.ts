import { kit } from '../kit/kit.de.js';
import { bots } from '../pages/bots/bots.de.js';
import { playground } from '../pages/playground/playground.de.js';
import { session } from '../session/session.de.js';
import { shell } from '../shell/shell.de.js';
import type { en } from './en.js';
import type { Texts } from './texts.js';

export const de: Texts<typeof en> = { kit, session, shell, bots, playground };
