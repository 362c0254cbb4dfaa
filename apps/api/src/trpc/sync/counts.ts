import { syncFilter } from '@syncline/domain/view'
import { z } from 'zod'
import { procedure } from '../procedure.ts'

const input = z.strictObject({ filter: syncFilter.default({}) })

/** How many syncs wear each face, each count stopping at its cap. */
export const counts = procedure({ permission: 'sync.read', audit: 'none', input }).query(({ ctx, input }) =>
  ctx.ports.syncReads.counts(ctx.access.organization.id, input.filter),
)
