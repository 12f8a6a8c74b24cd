import type { ArchivePart } from './archive-part.js';
import { evaluationsPart } from './evaluations.part.js';
import { knowledgePart } from './knowledge.part.js';
import { pluginsPart } from './plugins.part.js';
import { personalitiesPart } from './personalities.part.js';
import { trainingPart } from './training.part.js';

/** What goes with a bot, in the order in which it is made anew. Whatever else belongs to bots is added here. */
export const archiveParts: readonly ArchivePart[] = [
  personalitiesPart,
  knowledgePart,
  pluginsPart,
  trainingPart,
  evaluationsPart,
];
