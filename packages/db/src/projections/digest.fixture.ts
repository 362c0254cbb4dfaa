import type pg from 'pg'
import { type ProjectionName, projectionTables } from './advance.ts'

/** Digests of a projection's tables: rows as the wire's binary form has them, in the order of that, free of any setting. */
export async function digests(client: pg.ClientBase, name: ProjectionName): Promise<readonly string[]> {
  const found: string[] = []
  for (const table of projectionTables[name]) {
    const { rows } = await client.query<{ digest: string }>(
      `select count(*) || ' ' || coalesce(encode(sha256(string_agg(image, '' order by image)), 'hex'), '') as digest
       from (select record_send(t) as image from read.${table} t) r`,
    )
    found.push(rows[0]?.digest ?? '')
  }
  return found
}
