import { searchInput } from '@syncline/domain/view'
import { procedure } from '../procedure.ts'

const readable = {
  sync: 'sync.read',
  webhook: 'webhook.read',
  connection: 'connection.read',
  bulk: 'sync.read',
  event: 'event.read',
  refusal: 'organization.read',
  subject: 'event.read',
} as const

/** What an id belongs to, whosever id it is: ours, the provider's, that of an event, a refusal or a chain of causes. */
export const find = procedure({ permission: 'organization.read', audit: 'none', input: searchInput }).query(
  async ({ ctx, input }) => {
    const hits = await ctx.ports.searchReads.find(ctx.access.organization.id, input.text)
    return hits.filter(({ kind }) => ctx.access.permissions.includes(readable[kind]))
  },
)
