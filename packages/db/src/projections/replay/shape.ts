import { createHash } from 'node:crypto'
import pg from 'pg'

/** What makes a table like the live one, as statements about the schema `rebuild`. Names are kept: the schemas differ. */
export interface Shape {
  /** The table with its keys, policies and grants: what is needed to fold into it. */
  readonly table: readonly string[]
  /** Indexes that only readers need, by name: made faster after the load than kept up during it. */
  readonly indexes: ReadonlyMap<string, string>
}

/** Reads from the catalogue how `read.<table>` is made, so that a rebuild never drifts from the migrations. */
export async function readShape(client: pg.ClientBase, table: string): Promise<Shape> {
  const oid = (await statements(client, 'select $1::regclass::oid::text as statement', [`read.${table}`]))[0]
  const made = `rebuild.${pg.escapeIdentifier(table)}`
  const columns = await statements(
    client,
    `select format('create table ${made} (like read.%I including all excluding indexes)%s', c.relname,
       ' with (' || array_to_string(c.reloptions, ', ') || ')') as statement
     from pg_class c where c.oid = $1`,
    [oid],
  )
  const keys = await statements(
    client,
    `select format('alter table ${made} add constraint %I %s', conname, pg_get_constraintdef(oid)) as statement
     from pg_constraint where conrelid = $1 and contype in ('p', 'u', 'x') order by conname`,
    [oid],
  )
  const security = await statements(
    client,
    `select unnest(array[
       case when relrowsecurity then 'alter table ${made} enable row level security' end,
       case when relforcerowsecurity then 'alter table ${made} force row level security' end]) as statement
     from pg_class where oid = $1`,
    [oid],
  )
  const policies = await statements(
    client,
    `select format('create policy %I on ${made} as %s for %s to %s', p.policyname, p.permissive, p.cmd,
         (select string_agg(quote_ident(role), ', ' order by role) from unnest(p.roles) role))
       || coalesce(' using (' || p.qual || ')', '') || coalesce(' with check (' || p.with_check || ')', '') as statement
     from pg_policies p where p.schemaname = 'read' and p.tablename = $1 order by p.policyname`,
    [table],
  )
  const grants = await statements(
    client,
    `select format('grant %s on ${made} to %I', string_agg(a.privilege_type, ', ' order by a.privilege_type), r.rolname) as statement
     from pg_class c cross join aclexplode(c.relacl) a join pg_roles r on r.oid = a.grantee
     where c.oid = $1 and a.grantee <> c.relowner group by r.rolname order by r.rolname`,
    [oid],
  )
  const indexes = await client.query<{ name: string; statement: string; unique: boolean }>(
    `select c.relname as name, i.indisunique as unique, replace(pg_get_indexdef(i.indexrelid), ' ON read.', ' ON rebuild.') as statement
     from pg_index i join pg_class c on c.oid = i.indexrelid
     where i.indrelid = $1 and not exists (select from pg_constraint k where k.conindid = i.indexrelid)
     order by c.relname`,
    [oid],
  )
  const needed = indexes.rows.filter((index) => index.unique).map((index) => index.statement)
  const rest = indexes.rows.filter((index) => !index.unique)
  return {
    table: [...columns, ...keys, ...needed, ...security, ...policies, ...grants],
    indexes: new Map(rest.map(({ name, statement }) => [name, statement])),
  }
}

/** Says what a rebuild was begun with: the tables' shapes and the installed functions. Another one means: begin anew. */
export async function digestOf(client: pg.ClientBase, shapes: readonly Shape[]): Promise<string> {
  const installed = await statements(
    client,
    "select value as statement from coordination.installed where name = 'functions'",
  )
  const parts = shapes.flatMap(({ table, indexes }) => [...table, ...indexes.values()])
  return createHash('sha256')
    .update(JSON.stringify([installed, parts]))
    .digest('hex')
}

async function statements(client: pg.ClientBase, text: string, values: unknown[] = []): Promise<string[]> {
  const { rows } = await client.query<{ statement: string | null }>(text, values)
  return rows.flatMap(({ statement }) => (statement === null ? [] : [statement]))
}
