import * as z from 'zod/mini'
import { orNothing } from '../list/search.ts'

const word = orNothing(z.string().check(z.minLength(1), z.maxLength(120)))
const moment = orNothing(z.string().check(z.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z$/)))
const place = orNothing(
  z.pipe(
    z.transform(Number),
    z.number().check(z.refine((value) => Number.isSafeInteger(value) && value > 0)),
  ),
)

/** The state of the audit's page; all of it is in the address. `older` is the entry to go on after. */
export const auditSearch = z.object({
  actor: word,
  action: word,
  target: word,
  outcome: word,
  from: moment,
  to: moment,
  older: place,
})
export type AuditSearch = Partial<z.output<typeof auditSearch>>

export const auditFields = ['actor', 'action', 'target', 'outcome'] as const

/** What the API is asked for, without empty parts. */
export function auditFilterOf(search: AuditSearch): Record<string, string> {
  return Object.fromEntries(
    Object.entries(search).filter(
      (part): part is [string, string] => part[0] !== 'older' && typeof part[1] === 'string',
    ),
  )
}

const anId = orNothing(z.string().check(z.minLength(1), z.maxLength(255)))

/** The state of the page of erasures: the id that was looked for, and the sync whose person was chosen. */
export const erasureSearch = z.object({ find: anId, sync: orNothing(z.uuid()) })
