import { noInput, procedure } from '../procedure.ts'

/** Where one is signed in oneself. */
export const list = procedure({ permission: 'signed-in', audit: 'none', input: noInput }).query(({ ctx }) =>
  ctx.ports.sessions.list(ctx.access.signIn),
)
