import { tagsInput } from '@syncline/domain/view'
import { procedure } from '../procedure.ts'

/** Gives somebody on a provider's list tags and takes others; the rest stay. Answers with what there is then. */
export const setTags = procedure({
  permission: 'sync.request',
  audit: {
    action: 'connection.setTags',
    target: ({ connectionId }) => connectionId,
    after: ({ add, remove }) => ({ add, remove }),
  },
  input: tagsInput,
}).mutation(({ ctx, input }) => ctx.ports.tagging.set(ctx.access.organization.id, input))
