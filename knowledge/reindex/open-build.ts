import { conflict } from '../../platform/errors/app-error.js';
import {
  type BuildingIndex,
  type IndexSettings,
  type KnowledgeBaseDocument,
} from '../bases/knowledge-base.model.js';
import { knowledgeBaseRepository } from '../bases/knowledge-base.repository.js';

/** @throws AppError CONFLICT while another job makes a generation of this knowledge base */
export function assertNotBuilding({ building }: KnowledgeBaseDocument): void {
  if (building) throw conflict(`The knowledge base is being indexed anew already, by job ${building.jobId}`);
}

/**
 * Begins to make the next generation of a knowledge base; call it in a transaction. @throws AppError CONFLICT while another
 * one is being made
 */
export async function openBuild(
  base: KnowledgeBaseDocument,
  { jobId, settings }: { jobId: string; settings: IndexSettings },
): Promise<BuildingIndex> {
  const { organizationId, _id, generation, lastGeneration = generation } = base;
  assertNotBuilding(base);
  const { language, chunking, embedding, analyser } = settings;
  const building: BuildingIndex = {
    ...{ language, chunking, embedding, analyser, jobId },
    generation: Math.max(generation, lastGeneration) + 1,
    startedAt: new Date(),
  };
  const opened = await knowledgeBaseRepository.openBuild(organizationId, _id, building);
  if (!opened) throw conflict('The knowledge base is being indexed anew already');
  return building;
}
