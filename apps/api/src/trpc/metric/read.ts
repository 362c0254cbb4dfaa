import { entities } from '@syncline/domain/connection'
import { metricSteps, venueInput } from '@syncline/domain/view'
import { z } from 'zod'
import { procedure } from '../procedure.ts'

const input = z.strictObject({
  /** Whole minutes from here on, and before `to`; at most 400 days. */
  from: z.iso.datetime(),
  to: z.iso.datetime(),
  step: z.enum(metricSteps),
  /** Where days begin, as an IANA name. */
  timeZone: z.string().min(1).max(60).default('UTC'),
  venue: venueInput.optional(),
  connectionId: z.uuid().optional(),
  entity: z.enum(entities).optional(),
  /** An answer for each connection and entity, instead of one for all. */
  split: z.boolean().default(false),
})

/** Counts, durations and errors of syncs over time. */
export const read = procedure({ permission: 'metric.read', audit: 'none', input }).query(({ ctx, input }) =>
  ctx.ports.metricReads.read(ctx.access.organization.id, {
    ...input,
    from: new Date(input.from),
    to: new Date(input.to),
  }),
)
