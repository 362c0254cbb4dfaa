import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import { type ProjectionName, projectionTables } from '../advance.ts'
import type { Rebuild } from './rebuild.ts'
import { refused } from './refusal.ts'

/** Who reads the table waits no longer than this for the swap to begin; then it lets them through and tries again. */
const patienceMs = 25
const betweenTriesMs = 250
const maxTries = 120
export const lockNotAvailable = '55P03'

/**
 * Puts the new tables into the live ones' place, in one transaction: no reader ever sees neither or both.
 * @returns milliseconds from asking for the lock that holds readers up to its end
 * @throws SynclineError STATE_CONFLICT when readers never leave the tables alone, or a new version was installed meanwhile
 */
export async function swapTables(
  client: pg.ClientBase,
  name: ProjectionName,
  rebuild: Rebuild,
): Promise<number> {
  for (let tries = 1; ; tries++) {
    try {
      return await trySwap(client, name, rebuild)
    } catch (error) {
      await client.query('rollback')
      if ((error as { code?: string }).code !== lockNotAvailable) throw error
      if (tries >= maxTries) throw refused('STATE_CONFLICT', 'table_in_use', error)
      await delay(betweenTriesMs)
    }
  }
}

async function trySwap(client: pg.ClientBase, name: ProjectionName, rebuild: Rebuild): Promise<number> {
  const tables = projectionTables[name].map((table) => pg.escapeIdentifier(table))
  const live = tables.map((table) => `read.${table}`).join(', ')
  // This lock is compatible with readers and writers; waiting for it sends autovacuum away, which a short wait would not.
  await client.query(`begin; lock table ${live} in share update exclusive mode`)
  const { rows } = await client.query<{ position: number }>(
    'select position from coordination.consumer where name = $1 and shard = 0 for update',
    [name],
  )
  // From here on the live tables stand still.
  const position = rows[0]?.position ?? 0
  await rebuild.advance(position, Number.MAX_SAFE_INTEGER)
  if (!(await rebuild.isCurrent())) throw refused('STATE_CONFLICT', 'new_version')
  const bell = JSON.stringify({ c: name, p: position })
  const startedAt = performance.now()
  await client.query(
    `set local lock_timeout = ${patienceMs};
     lock table ${live} in access exclusive mode;
     drop table ${live};
     ${tables.map((table) => `alter table rebuild.${table} set schema read;`).join('\n')}
     delete from coordination.rebuild where projection = ${pg.escapeLiteral(name)};
     select pg_notify('syncline_live', ${pg.escapeLiteral(bell)});
     commit`,
  )
  return performance.now() - startedAt
}
