import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { readOpenApi } from '../../helpers/openapi.js';
import { findBreaks } from './compare-documents.js';
import type { Document } from './document.js';
import { formatDocument, reduceDocument } from './reduce-document.js';

const file = 'test/contract/openapi-v1.json';

/** Keeps what is served as what clients depend on from now on. @returns the breaks that speak against it, if any */
export async function acceptDocument({ allowBreaks }: { allowBreaks: boolean }): Promise<string[]> {
  const served: unknown = await readOpenApi();
  const now = reduceDocument(served as Document);
  const breaks = existsSync(file) ? findBreaks(JSON.parse(readFileSync(file, 'utf8')) as Document, now) : [];
  if (breaks.length === 0 || allowBreaks) writeFileSync(file, formatDocument(now));
  return breaks;
}
