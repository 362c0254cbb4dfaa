import { z } from 'zod'
import { procedure } from '../procedure.ts'

const input = z.strictObject({ callbackId: z.string().min(1).max(60) })

/** Has a callback told now that waits for its next try, or was given up. It keeps its id. */
export const retry = procedure({
  permission: 'connection.configure',
  audit: { action: 'callback.retry', target: ({ callbackId }) => callbackId },
  input,
}).mutation(({ ctx, input: { callbackId } }) =>
  ctx.ports.callbacks.retry(ctx.access.organization.id, callbackId),
)
