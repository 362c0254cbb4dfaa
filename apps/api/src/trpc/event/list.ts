import { eventListInput } from '@syncline/domain/view'
import { procedure } from '../procedure.ts'

/** A page of events, newest first. */
export const list = procedure({ permission: 'event.read', audit: 'none', input: eventListInput }).query(
  ({ ctx, input }) => ctx.ports.eventReads.list(ctx.access.organization.id, input),
)
