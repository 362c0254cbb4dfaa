import { z } from 'zod'
import { freeText } from './free-text.ts'

export const listNames = ['syncs', 'webhooks', 'events', 'audit'] as const
export type ListName = (typeof listNames)[number]

/** So many views does one list of an organization have at most. */
export const mostSavedViews = 30

export const savedViewInput = z.strictObject({
  list: z.enum(listNames),
  name: freeText('label', z.string().trim().min(1).max(60)),
  /** The address after the list's own, as `?status=failed&time=day`; empty for the list as it opens. */
  address: z
    .string()
    .max(2_000)
    .regex(/^[^#\s]*$/),
})
export type SavedViewInput = z.output<typeof savedViewInput>

/** A list with filters and columns, under a name; everybody in the organization sees it. */
export interface SavedView {
  readonly viewId: string
  readonly list: ListName
  readonly name: string
  readonly address: string
  readonly by: { readonly name: string | null }
}
