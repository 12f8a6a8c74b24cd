import type { en } from './en.js';
import type { Language } from './languages.js';

declare module 'use-intl' {
  interface AppConfig {
    Messages: typeof en;
    Locale: Language;
  }
}
