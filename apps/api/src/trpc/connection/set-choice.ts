import { choiceNames } from '@syncline/domain/connection'
import { z } from 'zod'
import { byOf, procedure } from '../procedure.ts'

const input = z.strictObject({
  connectionId: z.uuid(),
  name: z.enum(choiceNames),
  /** The provider's own id of what is chosen; null for nothing in particular, where that may be. */
  id: z.string().min(1).max(120).nullable(),
})

/** Chooses what a connection is about, from what its provider has; felt within half a minute. */
export const setChoice = procedure({
  permission: 'connection.configure',
  audit: { action: 'connection.setChoice', target: ({ connectionId }) => connectionId },
  input,
}).mutation(async ({ ctx, input: { connectionId, ...chosen } }) => {
  const { id } = ctx.access.organization
  const connections = await ctx.ports.connectionReads.list(id)
  const before = connections.find((each) => each.connectionId === connectionId)
  ctx.before(before && { choices: before.choices })
  return ctx.ports.choices.choose(id, connectionId, chosen, byOf(ctx))
})
