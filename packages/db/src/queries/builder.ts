import type { Compilable } from 'kysely'
import { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely'
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
  const { sql, parameters } = query.compile()
  const { rows } = await tx.query(sql, parameters as unknown[])
  return rows as Row[]
}
