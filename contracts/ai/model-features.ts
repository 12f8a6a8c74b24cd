/** The parts of the product that models are called for; usage and costs are told by them. */
export const modelFeatures = [
  'chat',
  'replay',
  'ingestion',
  'search',
  'summarization',
  'digest',
  'sentiment',
  'embeddings',
  'moderation',
  'training',
  'learning',
  'evaluation',
  'insights',
] as const;
export type ModelFeature = (typeof modelFeatures)[number];
