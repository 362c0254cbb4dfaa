import { errorTable } from '@syncline/domain/error'
import { worded } from '../language.ts'

/** What each code means and what to do about it. The table is the domain's own; another language takes its places. */
export const errors = worded('errors', errorTable)
