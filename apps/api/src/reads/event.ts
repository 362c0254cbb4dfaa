import { readOrganization } from '@syncline/db/pool'
import { findEvent, listEvents, placed, readCauses } from '@syncline/db/queries'
import type { EventCauses, EventDetail, EventList, EventListInput } from '@syncline/domain/view'
import { createHorizon, type ReadsDeps } from './horizon.ts'

/** What the explorer reads of events. */
export function createEventReads(deps: ReadsDeps) {
  const { pool, namesOf } = deps
  const { caughtUp, positionNow } = createHorizon(deps.bell, 'event')

  return {
    async list(organizationId: string, input: EventListInput): Promise<EventList> {
      await caughtUp(input.atLeast)
      return readOrganization(pool, organizationId, async (tx) => {
        const position = await positionNow(tx)
        const filter = await placed(tx, organizationId, input.filter)
        const page = await listEvents({ tx, organizationId, namesOf }, { ...input, filter })
        return { ...page, position, behind: input.atLeast !== undefined && position < input.atLeast }
      })
    },
    get: (organizationId: string, position: number): Promise<EventDetail | null> =>
      readOrganization(pool, organizationId, (tx) => findEvent({ tx, organizationId, namesOf }, position)),
    causes: (organizationId: string, correlationId: string): Promise<EventCauses> =>
      readOrganization(pool, organizationId, (tx) =>
        readCauses({ tx, organizationId, namesOf }, correlationId),
      ),
  }
}
