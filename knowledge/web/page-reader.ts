import { fileURLToPath } from 'node:url';
import { createParserProcess, type ParserProcess, type ParserSettings } from '../extract/parser-process.js';
import type { PageContent, PageRequest } from './read-page.js';

export type PageReader = ParserProcess<PageRequest, PageContent>;

/** Reads pages in a process of its own: whoever wrote them may mean harm. */
export const createPageReader = ({
  childModule = fileURLToPath(new URL('./page-child.js', import.meta.url)),
  ...settings
}: Partial<ParserSettings> = {}): PageReader => createParserProcess({ childModule, ...settings });
