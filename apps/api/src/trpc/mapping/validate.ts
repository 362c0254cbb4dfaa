import { mappingDraftInput } from '@syncline/domain/view'
import { procedure } from '../procedure.ts'

/** What is wrong with a mapping, by field, before it is published. */
export const validate = procedure({
  permission: 'connection.read',
  audit: { action: 'mapping.validate', target: ({ flowId }) => flowId },
  input: mappingDraftInput,
}).mutation(async ({ ctx, input }) => ({
  problems: await ctx.ports.mappings.validate(ctx.access.organization.id, input.flowId, input.mapping),
}))
