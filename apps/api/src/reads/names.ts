import type { NamesOf } from '@syncline/db/queries'
import type { Actor } from '@syncline/domain/event'
import type pg from 'pg'

/** Looks up who is behind `user:<id>`. Other actors have no name of their own. */
export function createNamesOf(pool: pg.Pool): NamesOf {
  return async (actors) => {
    const ids = actors
      .filter((actor) => actor.startsWith('user:'))
      .map((actor) => actor.slice('user:'.length))
    if (ids.length === 0) return new Map()
    const { rows } = await pool.query<{ id: string; name: string }>(
      'select id, name from auth."user" where id = any ($1)',
      [ids],
    )
    return new Map(rows.map(({ id, name }) => [`user:${id}` as Actor, name]))
  }
}
