import { apiKeyIdInput } from '@syncline/domain/view'
import { z } from 'zod'
import { procedure } from '../procedure.ts'

/** Ends a key at once, for good. It may be accepted for one more second. */
export const revoke = procedure({
  permission: 'apiKey.manage',
  audit: { action: 'apiKey.revoke', target: ({ keyId }) => keyId },
  input: z.strictObject({ keyId: apiKeyIdInput }),
}).mutation(async ({ ctx, input: { keyId } }) => {
  const { id } = ctx.access.organization
  ctx.before(await ctx.ports.apiKeys.get(id, keyId))
  return ctx.ports.apiKeys.revoke(id, keyId)
})
