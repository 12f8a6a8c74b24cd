import { z } from 'zod';
import { Metadata, Tags } from '../../contracts/common.contract.js';
import { CreateKnowledgeBase, itemTypes } from '../../contracts/knowledge.contract.js';
import {
  createIngestJob,
  createKnowledgeBase,
  knowledgeBaseRepository,
  knowledgeItemRepository,
  type KnowledgeBaseDocument,
} from '../../knowledge/index.js';
import { newId } from '../../platform/ids.js';
import { definePart, type ArchiveFile } from './archive-part.js';
import { withoutNulls } from './without-nulls.js';

const Item = z.strictObject({
  title: z.string().min(1).max(2_000),
  type: z.enum(itemTypes),
  source: z.string().min(1).max(2_000),
  tags: Tags,
  metadata: Metadata,
  file: z.string().max(200),
});

const Knowledge = z
  .array(z.strictObject({ ...CreateKnowledgeBase.shape, items: z.array(Item).max(5_000) }))
  .max(100);

/** Knowledge bases with the originals of their documents; they are taken in anew where they arrive. */
export const knowledgePart = definePart({
  name: 'knowledge',
  schema: Knowledge,
  async read({ organizationId, _id }) {
    const files: ArchiveFile[] = [];
    const notes: string[] = [];
    const value = [];
    const bases = await knowledgeBaseRepository.ofChatbot(organizationId, _id);
    for (const base of bases.sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime()))
      value.push(await readBase(base, value.length, { files, notes }));
    return { value, files, notes };
  },
  async create(bases, { actor, organizationId, chatbotId, embeddingFor, file, job }) {
    for (const { items, ...input } of bases) {
      const base = await createKnowledgeBase({ actor, chatbotId, input, embeddingFor });
      if (items.length === 0) continue;
      const stored = await knowledgeItemRepository.insertMany(
        organizationId,
        items.map(({ file: path, ...item }) => {
          const { sha256: blob, size } = file(path);
          return { ...item, _id: newId(), knowledgeBaseId: base._id, blob, size };
        }),
      );
      job(await createIngestJob({ actor, organizationId, knowledgeBaseId: base._id, items: stored }));
    }
  },
});

async function readBase(
  base: KnowledgeBaseDocument,
  position: number,
  { files, notes }: { files: ArchiveFile[]; notes: string[] },
) {
  const { name, description, language } = base;
  const { size, overlap } = base.chunking;
  const { items, without } = await knowledgeItemRepository.originalsOf(base.organizationId, base._id);
  if (without > 0) notes.push(`${without} documents of ${name} have no content and were left out`);
  if (items.some(({ web }) => web !== null))
    notes.push(`Pages of ${name} come as they were fetched last; they are not fetched again by themselves`);
  return {
    ...withoutNulls({ name, description, language }),
    chunking: { size, overlap },
    items: items.map(({ title, type, source, tags, metadata, blob, size }, at) => {
      const file = `knowledge/${position}/${at}`;
      files.push({ path: file, sha256: blob, size });
      return { title, type, source, tags, metadata: metadata as z.input<typeof Metadata>, file };
    }),
  };
}
