import { mappingDraftInput } from '@syncline/domain/view'
import { procedure } from '../procedure.ts'

/**
 * What a mapping makes of the newest record of its flow. Personal data is shown as it is to a person who may publish
 * mappings, and masked for everybody else. A mutation, since a mapping is too long for an address; it changes nothing,
 * and who looked at records is on record.
 */
export const preview = procedure({
  permission: 'connection.read',
  audit: { action: 'mapping.preview', target: ({ flowId }) => flowId },
  input: mappingDraftInput,
}).mutation(({ ctx, input }) => {
  const { organization, signIn, permissions } = ctx.access
  const isClear = signIn !== null && permissions.includes('connection.configure')
  return ctx.ports.mappings.preview(organization.id, input.flowId, input.mapping, isClear)
})
