import { entities } from '@syncline/domain/connection'
import { discrepancyKinds, discrepancyStates } from '@syncline/domain/reconciliation'
import type { ReconciliationListInput } from '@syncline/domain/view'
import * as z from 'zod/mini'
import { idSearch, orNothing, setParts, venueSearch } from '../list/search.ts'

const place = orNothing(
  z.pipe(
    z.transform(Number),
    z.number().check(z.refine((value) => Number.isSafeInteger(value) && value > 0)),
  ),
)

/** The list's address: whose, and the report to go on after. */
export const reconciliationsSearch = z.object({
  venue: venueSearch,
  connection: idSearch,
  entity: orNothing(z.enum(entities)),
  older: place,
})
export type ReconciliationsSearch = Partial<z.output<typeof reconciliationsSearch>>

/** The newest reports of these filters; of which records is asked within a connection alone. */
export function newestOf(search: ReconciliationsSearch): ReconciliationsSearch {
  const { venue, connection, entity } = search
  return setParts({ venue, connection, entity: connection === undefined ? undefined : entity })
}

/** What the API is asked for. */
export function toFilter(search: ReconciliationsSearch): ReconciliationListInput['filter'] {
  const { venue, connection, entity } = newestOf(search)
  return {
    ...(venue && { venue }),
    ...(connection && { connectionId: connection }),
    ...(entity && { entity }),
  }
}

/** A report's address: which of its differences, and the one to go on after. */
export const reportSearch = z.object({
  kind: orNothing(z.enum(discrepancyKinds)),
  state: orNothing(z.enum(discrepancyStates)),
  after: place,
})
export type ReportSearch = Partial<z.output<typeof reportSearch>>

/** What the API is asked for. */
export const discrepancyFilterOf = ({ kind, state }: ReportSearch) => ({
  ...(kind && { kind }),
  ...(state && { state }),
})
