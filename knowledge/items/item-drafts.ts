import { createHash } from 'node:crypto';
import { extname } from 'node:path';
import type { AddItem, ItemType } from '../../contracts/knowledge.contract.js';
import type { BlobStore } from '../../platform/blobs/blob-store.js';
import { newId } from '../../platform/ids.js';
import type { NewItem } from './knowledge-item.repository.js';

export interface UploadedDocument {
  /** A local file that is copied. */
  path: string;
  name: string;
  sha256: string;
  size: number;
}

/** A new item with the means to store its original, which may be done again. */
export interface ItemDraft {
  item: Omit<NewItem, 'knowledgeBaseId'>;
  store(organizationId: string, blobs: BlobStore): Promise<unknown>;
}

const typesByExtension: Record<string, ItemType> = {
  '.md': 'markdown',
  '.markdown': 'markdown',
  '.mdx': 'markdown',
  '.html': 'html',
  '.htm': 'html',
  '.xhtml': 'html',
  '.pdf': 'pdf',
  '.docx': 'docx',
  '.docm': 'docx',
  '.xlsx': 'xlsx',
  '.xlsm': 'xlsx',
  '.csv': 'csv',
  '.tsv': 'csv',
  '.json': 'json',
  '.jsonl': 'jsonl',
  '.ndjson': 'jsonl',
  '.zip': 'zip',
};

/** What a file is by its name; its content decides when it is read. */
export const typeOfName = (name: string): ItemType => typesByExtension[extname(name).toLowerCase()] ?? 'text';

const commonOf = ({ tags = [], metadata = {} }: AddItem) => ({ _id: newId(), tags, metadata });

export function draftOfFile({ path, name, sha256, size }: UploadedDocument, input: AddItem): ItemDraft {
  const source = safeName(name);
  const type = input.type ?? typeOfName(source);
  return {
    item: { ...commonOf(input), title: input.title ?? source, type, source, blob: sha256, size },
    store: (organizationId, blobs) => blobs.putFile(organizationId, sha256, path),
  };
}

export function draftOfContent(content: string, input: AddItem): ItemDraft {
  const bytes = Buffer.from(content);
  const { type = 'text', title = titleOf(content) } = input;
  const blob = createHash('sha256').update(bytes).digest('hex');
  return {
    item: { ...commonOf(input), title, type, source: title, blob, size: bytes.length },
    store: (organizationId, blobs) => blobs.putBytes(organizationId, bytes),
  };
}

/** Breaks a line, moves a cursor, or turns the direction of what follows, so that `exe.png` is read where `gnp.exe` stands. */
const unshown = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/** A file name, perhaps with folders, is shown and cited but never used as a path; what could climb out is cut anyway. */
export const safeName = (name: string): string =>
  shortened(
    name
      .replace(unshown, '')
      .split(/[/\\]/)
      .map((part) => part.trim())
      .filter((part) => part !== '' && part !== '.' && part !== '..' && !/^[A-Za-z]:$/.test(part))
      .join('/'),
    { to: -300 },
  ) || 'unnamed';

/** So many characters from the beginning or, negative, from the end; no character is cut in half. */
const shortened = (text: string, { to }: { to: number }): string => {
  const characters = Array.from(text);
  return (to < 0 ? characters.slice(to) : characters.slice(0, to)).join('');
};

/** The first line with words in it, without the marks of Markdown and HTML. */
const titleOf = (content: string): string => {
  const line = content
    .slice(0, 2_000)
    .split('\n')
    .map((text) => text.replace(/^[#>*+\-\s]+|<[^>]*>|\*\*|__|`|!?\[([^\]]*)\]\([^)]*\)/g, '$1').trim())
    .find((text) => text !== '');
  return shortened(line ?? '', { to: 100 }) || 'Untitled';
};
