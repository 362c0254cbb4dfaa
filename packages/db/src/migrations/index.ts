import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Kysely, PostgresDialect, sql } from 'kysely'
import { type Migration, Migrator } from 'kysely/migration'
import pg from 'pg'
import { installQueues } from '../queue/install.ts'

const here = (name: string) => fileURLToPath(new URL(name, import.meta.url))
const sqlFiles = (directory: string) =>
  readdirSync(directory)
    .filter((name) => name.endsWith('.sql'))
    .sort()
    .map((name) => ({ name: name.slice(0, -4), text: readFileSync(`${directory}/${name}`, 'utf8') }))

/**
 * Brings a database to the shape of this build: roles, queue tables, migrations (forward only, frozen once landed),
 * then the functions, which are replaced as a whole when any of them changed. Safe to run from several processes.
 * @param url a login that may create roles and schemas; DATABASE_DIRECT_URL where a pooler stands between
 * @returns names of the migrations that were applied now
 */
export async function migrate(url: string): Promise<readonly string[]> {
  const pool = new pg.Pool({ connectionString: url, max: 2, application_name: 'syncline migrate' })
  const db = new Kysely<Record<string, never>>({ dialect: new PostgresDialect({ pool }) })
  try {
    await createRoles(pool)
    await installQueues(url, pool)
    const applied = await runMigrations(db)
    await installFunctions(pool)
    await pool.query('select log.extend_partitions()')
    return applied
  } finally {
    await db.destroy()
  }
}

/** Roles belong to the server, not to the database: several databases share them, and two may be set up at once. */
async function createRoles(pool: pg.Pool): Promise<void> {
  for (const role of [
    'syncline_owner',
    'syncline_append',
    'syncline_projector',
    'syncline_app',
    'syncline_worker',
  ])
    await pool.query(`do $$ begin
      perform pg_advisory_xact_lock(hashtext('syncline.roles'));
      if not exists (select from pg_roles where rolname = '${role}') then
        begin
          create role ${role} nologin noinherit nobypassrls;
        exception when duplicate_object or unique_violation then null;
        end;
      end if;
      if not pg_has_role(current_user, '${role}', 'member') or not (select rolsuper from pg_roles where rolname = current_user) then
        begin
          execute format('grant ${role} to %I', current_user);
        exception when unique_violation or object_in_use then null;
        end;
      end if;
    end $$`)
  const { rows } = await pool.query('select current_database() as name')
  await pool.query(`grant create on database ${pg.escapeIdentifier(rows[0].name)} to syncline_owner`)
}

async function runMigrations(db: Kysely<Record<string, never>>): Promise<readonly string[]> {
  const migrations: Record<string, Migration> = {}
  for (const { name, text } of sqlFiles(here('.')))
    migrations[name] = { up: async (tx) => void (await sql.raw(text).execute(tx)) }
  const migrator = new Migrator({
    db,
    provider: { getMigrations: async () => migrations },
    migrationTableName: 'syncline_migration',
    migrationLockTableName: 'syncline_migration_lock',
  })
  const { error, results } = await migrator.migrateToLatest()
  if (error) throw error
  return (results ?? []).map((result) => result.migrationName)
}

async function installFunctions(pool: pg.Pool): Promise<void> {
  const files = sqlFiles(here('../functions'))
  const hash = createHash('sha256').update(JSON.stringify(files)).digest('hex')
  const client = await pool.connect()
  try {
    // Projections name their tables bare (see 100_project_directory.sql); their bodies are checked against the live ones.
    await client.query(
      "begin; set local search_path = read; select pg_advisory_xact_lock(hashtext('syncline.functions'))",
    )
    const { rows } = await client.query("select value from coordination.installed where name = 'functions'")
    if (rows[0]?.value !== hash) {
      // Whoever is to own a function must be allowed to create in its schema, for as long as it is handed over.
      await client.query('grant create on schema log, read to syncline_append, syncline_projector')
      for (const file of files) await client.query(file.text)
      await client.query('revoke create on schema log, read from syncline_append, syncline_projector')
      await client.query(
        "insert into coordination.installed (name, value) values ('functions', $1) on conflict (name) do update set value = excluded.value",
        [hash],
      )
    }
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw error
  } finally {
    client.release()
  }
}
