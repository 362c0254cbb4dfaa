import { z } from 'zod'
import { freeText } from './free-text.ts'

const tag = z.string().trim().min(1).max(100)
const maxTagsAtOnce = 50

/** Somebody on the list of a connection, by address. */
export const taggedInput = z.strictObject({
  connectionId: z.uuid(),
  email: z.string().trim().min(3).max(320),
})
export type TaggedInput = z.output<typeof taggedInput>

/** Tags to give and to take; the others stay. */
export const tagsInput = taggedInput
  .extend({
    add: z.array(freeText('label', tag)).max(maxTagsAtOnce),
    remove: z.array(tag).max(maxTagsAtOnce).default([]),
  })
  .refine(({ add, remove }) => add.length + remove.length > 0, {
    error: 'Name at least one tag.',
    path: ['add'],
  })
  .refine(({ add, remove }) => !add.some((each) => remove.includes(each)), {
    error: 'A tag is given or taken, not both.',
    path: ['remove'],
  })
export type TagsInput = z.output<typeof tagsInput>

/** What somebody is tagged with, as the provider says now. */
export interface TagsView {
  readonly tags: readonly string[]
}
