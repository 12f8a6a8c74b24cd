import { opendir } from 'node:fs/promises';
import { extname, join, relative } from 'node:path';
import type { DemoDocument } from './installed-documents.js';

const readable = new Set(
  '.md .markdown .txt .html .htm .pdf .docx .xlsx .csv .tsv .json .jsonl .zip'.split(' '),
);
const maxDocuments = 2_000;

/** Every readable document below a folder; hidden folders and node_modules are left out. */
export async function folderDocuments(root: string): Promise<DemoDocument[]> {
  const documents: DemoDocument[] = [];
  const visit = async (folder: string): Promise<void> => {
    for await (const entry of await opendir(folder)) {
      if (documents.length >= maxDocuments) return;
      const path = join(folder, entry.name);
      if (entry.isDirectory() && !entry.name.startsWith('.') && entry.name !== 'node_modules')
        await visit(path);
      if (entry.isFile() && readable.has(extname(entry.name).toLowerCase()))
        documents.push({ path, name: relative(root, path) });
    }
  };
  await visit(root);
  return documents.sort((a, b) => a.name.localeCompare(b.name, 'en'));
}
