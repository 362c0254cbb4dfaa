import { retryWaitsInput } from '@syncline/domain/view'
import { z } from 'zod'
import { procedure } from '../procedure.ts'

const input = z.strictObject({
  connectionId: z.uuid(),
  /** Milliseconds before each retry, as many as there are to be; null for the usual ones. */
  retryWaitsMs: retryWaitsInput,
})

/** Sets how syncs to a connection are tried again, for those that are asked for from now on. */
export const setRetryPolicy = procedure({
  permission: 'connection.configure',
  audit: { action: 'connection.setRetryPolicy', target: ({ connectionId }) => connectionId },
  input,
}).mutation(async ({ ctx, input: { connectionId, retryWaitsMs } }) => {
  const { id } = ctx.access.organization
  const before = (await ctx.ports.connectionReads.list(id)).find(
    (known) => known.connectionId === connectionId,
  )
  ctx.before(before && { retryWaitsMs: before.retryWaitsMs })
  return ctx.ports.connectionCommands.setRetryPolicy(id, connectionId, {
    retryWaitsMs,
    actor: ctx.access.actor,
    correlationId: ctx.correlationId,
  })
})
