import { z } from 'zod'
import { instant, objectId, recordHead, text } from './fields.ts'

export const contactStatuses = ['subscribed', 'unsubscribed', 'pending', 'cleaned', 'archived'] as const
export const maxContactTags = 100

/** Somebody on a mailing list. `cleaned`: mail to the address bounces. */
export const contactRecord = z.strictObject({
  ...recordHead('contact'),
  email: text(512),
  status: z.enum(contactStatuses),
  /** The list it is on, by the source's id. */
  listId: objectId.nullable(),
  firstName: text(250).nullable(),
  lastName: text(250).nullable(),
  phone: text(60).nullable(),
  /** BCP 47, where the provider knows it. */
  language: text(35).nullable(),
  tags: z.array(text(100)).max(maxContactTags),
  changedAt: instant.nullable(),
})
export type ContactRecord = z.output<typeof contactRecord>
