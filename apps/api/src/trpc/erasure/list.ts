import { noInput, procedure } from '../procedure.ts'

/** Who was erased, by whom and why, newest first: ids and counts, never a name. */
export const list = procedure({ permission: 'subject.read', audit: 'none', input: noInput }).query(
  ({ ctx }) => ctx.ports.erasureReads.list(ctx.access.organization.id),
)
