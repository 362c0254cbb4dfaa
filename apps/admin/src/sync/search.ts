import * as z from 'zod/mini'

/** The state of a sync's page: which try is open, and how the timeline is shown. */
export const syncSearch = z.object({
  /** 0 when every try is closed; absent: the page chooses. */
  try: z.catch(z.optional(z.coerce.number().check(z.int(), z.nonnegative(), z.maximum(1_000))), undefined),
  timeline: z.catch(z.optional(z.literal('json')), undefined),
})
export type SyncSearch = Partial<z.output<typeof syncSearch>>
