import { apiKeyInput } from '@syncline/domain/view'
import { procedure } from '../procedure.ts'

/** Makes a key for a program. Its secret is in this answer and nowhere else. */
export const create = procedure({
  permission: 'apiKey.manage',
  stepUp: true,
  answersSecret: true,
  audit: { action: 'apiKey.create', target: ({ name }) => name },
  input: apiKeyInput,
}).mutation(({ ctx, input }) => ctx.ports.apiKeys.create(ctx.access.organization.id, input, ctx.access.actor))
