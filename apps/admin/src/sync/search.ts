import * as z from 'zod/mini'

const number = z.pipe(
  z.transform(Number),
  z.number().check(z.refine((value) => Number.isInteger(value) && value >= 0 && value <= 1_000)),
)

/** The state of a sync's page: which try is open, and how the timeline is shown. */
export const syncSearch = z.object({
  /** 0 when every try is closed; absent: the page chooses. */
  try: z.catch(z.optional(number), undefined),
  timeline: z.catch(z.optional(z.literal('json')), undefined),
})
export type SyncSearch = Partial<z.output<typeof syncSearch>>
