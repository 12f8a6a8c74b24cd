import { fileURLToPath } from 'node:url';
import type { Extraction } from './blocks.js';
import type { ExtractionRequest } from './extract-document.js';
import { createParserProcess, type ParserSettings } from './parser-process.js';

export interface Extractor {
  /** A document's blocks, or an archive's files. @throws ExtractionError when it cannot be read, takes too long or too much memory */
  extract(request: ExtractionRequest, signal?: AbortSignal): Promise<Extraction>;
  close(): Promise<void>;
}

/** Takes documents apart in a process of its own. */
export function createExtractor({
  childModule = fileURLToPath(new URL('./extraction-child.js', import.meta.url)),
  ...settings
}: Partial<ParserSettings> = {}): Extractor {
  const { ask, close } = createParserProcess<ExtractionRequest, Extraction>({ childModule, ...settings });
  return { extract: ask, close };
}
