import { entities } from '@syncline/domain/connection'
import { z } from 'zod'
import { byOf, procedure } from '../procedure.ts'

const input = z.strictObject({
  entity: z.enum(entities),
  sourceConnectionId: z.uuid(),
  targetConnectionId: z.uuid(),
})

/** Lets records of one entity travel from one connection to another, from the next change on. */
export const enable = procedure({
  permission: 'connection.configure',
  audit: {
    action: 'flow.enable',
    target: ({ sourceConnectionId, targetConnectionId, entity }) =>
      `${sourceConnectionId}/${targetConnectionId}/${entity}`,
  },
  input,
}).mutation(({ ctx, input }) =>
  ctx.ports.custodyCommands.enableFlow(ctx.access.organization.id, input, byOf(ctx)),
)
