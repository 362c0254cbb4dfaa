import { deliveryFilter } from '@syncline/domain/view'
import { z } from 'zod'
import { procedure } from '../procedure.ts'

const input = z.strictObject({ filter: deliveryFilter.default({}) })

/** How many webhooks have each status, each count stopping at its cap. */
export const counts = procedure({ permission: 'webhook.read', audit: 'none', input }).query(
  ({ ctx, input }) => ctx.ports.webhookReads.counts(ctx.access.organization.id, input.filter),
)
