import { taggedInput } from '@syncline/domain/view'
import { procedure } from '../procedure.ts'

/** Asks the provider for the tags of somebody on its list. The address stays out of the audit. */
export const readTags = procedure({
  permission: 'connection.read',
  audit: { action: 'connection.readTags', target: ({ connectionId }) => connectionId, after: () => ({}) },
  input: taggedInput,
}).mutation(({ ctx, input }) => ctx.ports.tagging.read(ctx.access.organization.id, input))
