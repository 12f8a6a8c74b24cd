import { z } from 'zod';
import { Id } from './common.contract.js';

export const entitySources = ['user', 'extracted', 'api'] as const;
export type EntitySource = (typeof entitySources)[number];

/** Something named in a message of an end user. */
export const MessageEntity = z
  .strictObject({
    id: Id.optional().meta({ description: 'Of the remembered entity, where it is one' }),
    type: z.string(),
    value: z.string(),
    normalized: z.string().optional(),
    confidence: z.number().min(0).max(1),
    source: z.enum(entitySources),
    span: z
      .tuple([z.int().min(0), z.int().min(0)])
      .optional()
      .meta({ description: 'Where it stands in the message, in UTF-16 units: start, end' }),
  })
  .meta({ id: 'MessageEntity' });
export type MessageEntity = z.output<typeof MessageEntity>;
