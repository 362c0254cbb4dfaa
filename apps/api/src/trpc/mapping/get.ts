import { mappingFlowInput } from '@syncline/domain/view'
import { procedure } from '../procedure.ts'

/** A flow's mapping with its versions, and the fields on both sides. A foreign id answers as one that does not exist. */
export const get = procedure({
  permission: 'connection.read',
  audit: 'none',
  input: mappingFlowInput,
}).query(({ ctx, input }) => ctx.ports.mappings.get(ctx.access.organization.id, input.flowId))
