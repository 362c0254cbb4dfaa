import { z } from 'zod'
import { byOf, procedure } from '../procedure.ts'

const input = z.strictObject({ runId: z.uuid() })

/** Has a run that was paused, or failed, go on from its checkpoint. */
export const resume = procedure({
  permission: 'run.manage',
  audit: { action: 'run.resume', target: ({ runId }) => runId },
  input,
}).mutation(({ ctx, input: { runId } }) =>
  ctx.ports.runs.resume(ctx.access.organization.id, runId, byOf(ctx)),
)
