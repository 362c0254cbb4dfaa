import { z } from 'zod'
import { entities } from '../connection/entity.ts'
import { defineEvent, sealedText } from '../event/define.ts'

/** Objects of one person, in all systems together. */
export const maxSubjectObjects = 100
/** Records that name nobody as their customer and are found to be of the person, in one part. */
export const maxFoundSubjects = 500

const count = z.int().min(0)
const position = z.int().min(0)

/** A person as one system knows them. Ids only: what they are called is in no event. */
export const subjectObject = z.strictObject({
  connectionId: z.uuid(),
  /** The account it lives in, where there are several behind one connection. */
  accountId: z.string().min(1).max(255).nullable(),
  entity: z.enum(entities),
  id: z.string().min(1).max(255),
})
export type SubjectObject = z.output<typeof subjectObject>

export const subjectEvents = {
  SubjectErasureRequested: defineEvent({
    type: 'SubjectErasureRequested',
    version: 1,
    stream: 'subject',
    sentence: 'A person asked for everything about a customer to be destroyed.',
    schema: z.strictObject({
      reason: z.string().trim().min(3).max(500),
      objects: z.array(subjectObject).min(1).max(maxSubjectObjects),
      /** Whose keys are destroyed. */
      subjectIds: z.array(z.uuid()).min(1).max(maxSubjectObjects),
      /** The addresses that webhooks may name the person by; sealed under a key that is destroyed with the others. */
      addresses: sealedText.nullable(),
    }),
    example: {
      reason: 'Asked for by the guest, ticket 4711',
      objects: [
        {
          connectionId: '7b0d2c1e-5a0f-4b7e-9d54-0c3c6f6f9a01',
          accountId: null,
          entity: 'customer',
          id: 'cus_Example1',
        },
      ],
      subjectIds: ['0c5d2c1e-5a0f-8b7e-9d54-0c3c6f6f9a77'],
      addresses: null,
    },
  }),
  SubjectErasureAdvanced: defineEvent({
    type: 'SubjectErasureAdvanced',
    version: 1,
    stream: 'subject',
    sentence: 'A part of the stored webhooks was searched, and those that name the person were destroyed.',
    schema: z.strictObject({
      searched: count,
      destroyed: count,
      /** Records without a customer that were found to be the person's: their keys go too. */
      subjectIds: z.array(z.uuid()).max(maxFoundSubjects),
      cancelled: count,
      /** Webhooks after this place in the log come next. */
      after: position,
    }),
    example: { searched: 1_000, destroyed: 7, subjectIds: [], cancelled: 1, after: 48_201_900 },
  }),
  SubjectErased: defineEvent({
    type: 'SubjectErased',
    version: 1,
    stream: 'subject',
    sentence: 'The keys of a person were destroyed: what was sealed under them can’t be read by anybody.',
    schema: z.strictObject({
      keys: count,
      /** Webhooks whose bytes were destroyed. */
      webhooks: count,
      /** Syncs whose name and bytes can't be read any more. */
      syncs: count,
      /** Syncs that were called off. */
      cancelled: count,
      /** Webhooks that were looked through. */
      searched: count,
    }),
    example: { keys: 2, webhooks: 14, syncs: 9, cancelled: 1, searched: 48_120 },
  }),
} as const
