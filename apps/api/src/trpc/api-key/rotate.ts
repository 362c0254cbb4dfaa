import { rotateInput } from '@syncline/domain/view'
import { procedure } from '../procedure.ts'

/** Makes a key's successor, with the same scopes. The two work side by side for as long as is asked, then the old one ends. */
export const rotate = procedure({
  permission: 'apiKey.manage',
  stepUp: true,
  answersSecret: true,
  audit: { action: 'apiKey.rotate', target: ({ keyId }) => keyId },
  input: rotateInput,
}).mutation(async ({ ctx, input: { keyId, overlapHours } }) => {
  const { id } = ctx.access.organization
  ctx.before(await ctx.ports.apiKeys.get(id, keyId))
  return ctx.ports.apiKeys.rotate(id, keyId, overlapHours, ctx.access.actor)
})
