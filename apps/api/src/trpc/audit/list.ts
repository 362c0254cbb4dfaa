import { auditListInput } from '@syncline/domain/view'
import { procedure } from '../procedure.ts'

/** A page of what was done through the API, newest first: who, when, from where, before and after. */
export const list = procedure({ permission: 'audit.read', audit: 'none', input: auditListInput }).query(
  ({ ctx, input }) => ctx.ports.auditReads.list(ctx.access.organization.id, input),
)
