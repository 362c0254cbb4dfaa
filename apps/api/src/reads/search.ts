import type { Vault } from '@syncline/db/custody'
import { readOrganization } from '@syncline/db/pool'
import { findById, type NamesOf } from '@syncline/db/queries'
import type pg from 'pg'
import type { SearchReads } from '../trpc/read-ports.ts'

/** Finds things of one organization by any of their ids. */
export function createSearchReads({
  pool,
  vault,
  namesOf,
}: {
  pool: pg.Pool
  vault: Vault
  namesOf: NamesOf
}): SearchReads {
  return {
    async find(organizationId, text) {
      const keys = await vault.keysOf(organizationId)
      return readOrganization(pool, organizationId, (tx) =>
        findById({ tx, organizationId, keys, namesOf }, text),
      )
    },
  }
}
