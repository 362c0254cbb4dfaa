import { discrepancyKinds, discrepancyStates } from '@syncline/domain/reconciliation'
import * as z from 'zod/mini'
import { orNothing, venueSearch } from '../list/search.ts'

const place = orNothing(
  z.pipe(
    z.transform(Number),
    z.number().check(z.refine((value) => Number.isSafeInteger(value) && value > 0)),
  ),
)

/** The list's address: whose, and the report to go on after. */
export const reconciliationsSearch = z.object({ venue: venueSearch, older: place })
export type ReconciliationsSearch = Partial<z.output<typeof reconciliationsSearch>>

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
