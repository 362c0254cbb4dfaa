import { runStatuses } from '@syncline/domain/run'
import type { RunFilter } from '@syncline/domain/view'
import * as z from 'zod/mini'
import { idSearch, orNothing } from '../list/search.ts'

/** The filters of the list of runs; all of them are in the address. */
export const runsSearch = z.object({ status: orNothing(z.enum(runStatuses)), connection: idSearch })
export type RunsSearch = Partial<z.output<typeof runsSearch>>

/** What the API is asked for. */
export const toFilter = ({ status, connection }: RunsSearch): RunFilter => ({
  ...(status && { statuses: [status] }),
  ...(connection && { connectionId: connection }),
})
