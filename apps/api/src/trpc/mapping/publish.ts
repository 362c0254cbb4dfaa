import { mappingPublishInput } from '@syncline/domain/view'
import { procedure } from '../procedure.ts'

/** Puts a mapping in force as the flow's next version. Answers with the log position to wait for. */
export const publish = procedure({
  permission: 'connection.configure',
  audit: { action: 'mapping.publish', target: ({ flowId }) => flowId },
  input: mappingPublishInput,
}).mutation(({ ctx, input: { flowId, ...command } }) => {
  ctx.before({ version: command.after })
  const { actor, organization } = ctx.access
  return ctx.ports.mappings.publish(organization.id, flowId, {
    ...command,
    actor,
    correlationId: ctx.correlationId,
  })
})
