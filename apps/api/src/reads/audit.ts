import { apiKeyNames, listAudit } from '@syncline/db/access'
import { readOrganization } from '@syncline/db/pool'
import type { NamesOf } from '@syncline/db/queries'
import type { Actor } from '@syncline/domain/event'
import type pg from 'pg'
import type { AuditReads } from '../trpc/read-ports.ts'

const keyActor = 'key:'

/** The audit with the names of people and keys put in. */
export function createAuditReads({ pool, namesOf }: { pool: pg.Pool; namesOf: NamesOf }): AuditReads {
  return {
    async list(organizationId, input) {
      const { rows, nextCursor, keys } = await readOrganization(pool, organizationId, async (tx) => {
        const page = await listAudit(tx, organizationId, input)
        const ids = page.rows.flatMap(({ actor }) =>
          actor.startsWith(keyActor) ? actor.slice(keyActor.length) : [],
        )
        return { ...page, keys: await apiKeyNames(tx, organizationId, [...new Set(ids)]) }
      })
      const names = await namesOf(rows.map(({ actor }) => actor))
      const nameOf = (actor: Actor) => names.get(actor) ?? keys.get(actor.slice(keyActor.length)) ?? null
      return {
        rows: rows.map(({ actor, at, ...row }) => ({
          ...row,
          at: at.toISOString(),
          by: { actor, name: nameOf(actor) },
        })),
        nextCursor,
      }
    },
  }
}
