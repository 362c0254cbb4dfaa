import { movementListInput } from '@syncline/domain/view'
import { procedure } from '../procedure.ts'

/** What came into the balance that a provider keeps and what left it, newest first, as the provider says now. */
export const list = procedure({
  permission: 'connection.read',
  audit: 'none',
  input: movementListInput,
}).query(({ ctx, input }) => ctx.ports.movements.list(ctx.access.organization.id, input))
