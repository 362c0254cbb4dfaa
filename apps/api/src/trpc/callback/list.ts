import { callbackListInput } from '@syncline/domain/view'
import { procedure } from '../procedure.ts'

/** What is called back to whoever pushed invoices, newest first: told, in line, or given up. */
export const list = procedure({
  permission: 'connection.read',
  audit: 'none',
  input: callbackListInput,
}).query(({ ctx, input }) => ctx.ports.callbacks.list(ctx.access.organization.id, input))
