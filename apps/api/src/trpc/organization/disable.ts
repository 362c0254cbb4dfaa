import { reasonInput } from '@syncline/domain/view'
import { z } from 'zod'
import { byOf, procedure } from '../procedure.ts'

const input = z.strictObject({ reason: reasonInput })

/** Switches the organization off: nothing leaves to any provider or is read from it, webhooks are still stored. */
export const disable = procedure({
  permission: 'organization.configure',
  audit: { action: 'organization.disable', target: ({ reason }) => reason },
  input,
}).mutation(({ ctx, input }) =>
  ctx.ports.organizationSwitch.disable(ctx.access.organization.id, input, byOf(ctx)),
)
