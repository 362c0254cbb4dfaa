import type pg from 'pg'
import { demo } from '../cli/demo.ts'

/** What the environment means where it names none; null while there is none, or nobody could say which. */
export async function onlyOrganization(
  pool: pg.Pool,
): Promise<{ readonly id: string; readonly name: string } | null> {
  const { rows } = await pool.query<{ id: string; name: string }>(
    'select id, name from auth.organization where id <> $1 limit 2',
    [demo.organizationId],
  )
  const [one, ...more] = rows
  return one && more.length === 0 ? one : null
}
