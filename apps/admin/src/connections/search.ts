import { runStatuses } from '@syncline/domain/run'
import { callbackStates } from '@syncline/domain/view'
import * as z from 'zod/mini'
import { idSearch, listSearch, orNothing, venueSearch } from '../list/search.ts'

/** Whose cards, what they say, and what a sign-in at a provider came back with: a connection, or the code of what was wrong. */
export const connectionsSearch = z.object({
  venue: venueSearch,
  columns: listSearch.columns,
  connected: idSearch,
  refused: orNothing(z.string().check(z.regex(/^[A-Za-z][A-Za-z_]{1,60}$/))),
})

/** Which callbacks, which runs, and which movements of a balance, a connection's page shows. */
export const connectionSearch = z.object({
  callbacks: orNothing(z.enum(callbackStates)),
  runs: orNothing(z.enum(runStatuses)),
  moved: orNothing(z.string().check(z.regex(/^[a-z_]{1,60}$/))),
  from: listSearch.from,
  to: listSearch.to,
})

/** The connection that has been made already: what is left to choose is what flows. */
export const connectSearch = z.object({ connection: idSearch })
