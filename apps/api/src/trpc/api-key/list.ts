import { noInput, procedure } from '../procedure.ts'

/** The organization's keys, newest first: what they may do and how they are used, never their secrets. */
export const list = procedure({ permission: 'apiKey.read', audit: 'none', input: noInput }).query(({ ctx }) =>
  ctx.ports.apiKeys.list(ctx.access.organization.id),
)
