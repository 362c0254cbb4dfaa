import { runStatuses } from '@syncline/domain/run'
import type { RunFilter } from '@syncline/domain/view'
import * as z from 'zod/mini'
import { idSearch, orNothing, venueSearch } from '../list/search.ts'

/** The filters of the list of runs; all of them are in the address. */
export const runsSearch = z.object({
  venue: venueSearch,
  status: orNothing(z.enum(runStatuses)),
  connection: idSearch,
})
export type RunsSearch = Partial<z.output<typeof runsSearch>>

/** What the API is asked for. */
export const toFilter = ({ venue, status, connection }: RunsSearch): RunFilter => ({
  ...(venue && { venue }),
  ...(status && { statuses: [status] }),
  ...(connection && { connectionId: connection }),
})
