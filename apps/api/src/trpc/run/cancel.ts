import { reasonInput } from '@syncline/domain/view'
import { z } from 'zod'
import { byOf, procedure } from '../procedure.ts'

const input = z.strictObject({ runId: z.uuid(), reason: reasonInput })

/** Ends a run after the page in hand; the syncs it asked for stay. */
export const cancel = procedure({
  permission: 'run.manage',
  audit: { action: 'run.cancel', target: ({ runId }) => runId },
  input,
}).mutation(({ ctx, input: { runId, reason } }) =>
  ctx.ports.runs.cancel(ctx.access.organization.id, runId, { reason, ...byOf(ctx) }),
)
