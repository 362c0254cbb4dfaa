import { z } from 'zod'
import { byOf, procedure } from '../procedure.ts'

const input = z.strictObject({ runId: z.uuid() })

/** Pauses a run: the page in hand is its last until it goes on. */
export const pause = procedure({
  permission: 'run.manage',
  audit: { action: 'run.pause', target: ({ runId }) => runId },
  input,
}).mutation(({ ctx, input: { runId } }) => ctx.ports.runs.pause(ctx.access.organization.id, runId, byOf(ctx)))
