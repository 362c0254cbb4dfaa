import pg from 'pg'

/** A row that is not the same in both tables. Says where, never what: rows may hold what nobody is to read here. */
export interface Difference {
  readonly table: string
  readonly row: Readonly<Record<string, unknown>>
  /** `missing`: the live table lacked it; `extra`: only the live table had it. */
  readonly kind: 'missing' | 'extra' | 'changed'
  /** Names of the columns that differ, of a row that both have. */
  readonly columns: readonly string[]
}

export const maxDifferences = 20

/**
 * Compares `read.<table>` with `rebuild.<table>`, row by row and byte by byte. `client` must be in a transaction with one
 * snapshot in which both stand at one position.
 * @returns rows of the new table, how many rows differ, and the first of them
 */
export async function compareTables(
  client: pg.ClientBase,
  table: string,
): Promise<{ rows: number; count: number; first: readonly Difference[] }> {
  const { rows: key } = await client.query<{ column: string }>(
    `select a.attname as column from pg_index i
     cross join unnest(i.indkey) with ordinality k (number, place)
     join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.number
     where i.indrelid = $1::regclass and i.indisprimary order by k.place`,
    [`read.${table}`],
  )
  const columns = key.map(({ column }) => pg.escapeIdentifier(column))
  const name = pg.escapeIdentifier(table)
  const { rows } = await client.query<Omit<Difference, 'table'> & { total: number }>(
    `with different as (
       select l, n, count(*) over () as total, row_number() over (order by ${columns.join(', ')}) as nth
       from read.${name} l full join rebuild.${name} n using (${columns.join(', ')})
       where l is null or n is null or record_image_ne(l, n)
     )
     select d.total,
       case when l is null then 'missing' when n is null then 'extra' else 'changed' end as kind,
       (select jsonb_object_agg(column_name, coalesce(to_jsonb(n), to_jsonb(l)) -> column_name) from unnest($1::text[]) column_name) as row,
       array(select a.key from jsonb_each(to_jsonb(l)) a join jsonb_each(to_jsonb(n)) b on b.key = a.key
         where a.value <> b.value order by a.key) as columns
     from different d where nth <= $2 order by nth`,
    [key.map(({ column }) => column), maxDifferences],
  )
  const counted = await client.query<{ n: number }>(`select count(*) as n from rebuild.${name}`)
  return {
    rows: counted.rows[0]?.n ?? 0,
    count: rows[0]?.total ?? 0,
    first: rows.map(({ kind, row, columns }) => ({ table, row, kind, columns })),
  }
}
