import { z } from 'zod'
import { defineEvent } from '../event/define.ts'
import { mappingSchema } from './mapping.ts'

export const mappingEvents = {
  MappingPublished: defineEvent({
    type: 'MappingPublished',
    version: 1,
    stream: 'flow',
    sentence: 'A person set how the fields of a flow’s records become those of the target.',
    schema: z.strictObject({
      /** Counts up by one; 1 is the ready-made one, or none. */
      mappingVersion: z.int().min(2),
      mapping: mappingSchema,
      reason: z.string().trim().min(3).max(500),
    }),
    example: {
      mappingVersion: 2,
      mapping: {
        entity: 'contact',
        rules: [
          {
            target: 'email',
            source: 'email',
            expression: null,
            transforms: [{ name: 'case', to: 'lower' }],
            fallback: null,
            required: true,
          },
          {
            target: 'status',
            source: null,
            expression: null,
            transforms: [],
            fallback: 'subscribed',
            required: false,
          },
        ],
      },
      reason: 'Newsletter wants small letters',
    },
  }),
} as const
