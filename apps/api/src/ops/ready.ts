import type { LiveBell } from '@syncline/db/live'
import type pg from 'pg'

/** Whether this process can do its work now: the database answers, and the live bell is heard. */
export function createReady(pool: pg.Pool, bell: Pick<LiveBell, 'connected'>) {
  return async () => {
    const database = await pool.query('select 1').then(
      () => true,
      () => false,
    )
    const checks = { database: database ? 'ok' : 'no answer', live: bell.connected ? 'ok' : 'not connected' }
    return { ok: database && bell.connected, checks }
  }
}
