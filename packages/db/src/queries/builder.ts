import type { Compilable, Expression } from 'kysely'
import {
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  sql,
} from 'kysely'
import type pg from 'pg'
import type { DB } from '../generated/schema.ts'

/** Builds SQL with the types of the real schema; `run` sends it on the transaction that carries the organization. */
export const build = new Kysely<DB>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
})

export async function run<Row>(tx: pg.ClientBase, query: Compilable<Row>): Promise<Row[]> {
  const { sql: text, parameters } = query.compile()
  const { rows } = await tx.query(text, parameters as unknown[])
  return rows as Row[]
}

/** Several queries as one table `u`; each keeps its own order and limit, so each ends in an index of its own. */
export const unionOf = <Row>(parts: readonly Expression<unknown>[]) =>
  sql<Row>`(${sql.join(parts, sql` union all `)})`.as('u')
