import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createAppender } from '../log/index.ts'
import { advanceProjection } from '../projections/index.ts'
import { createTestDatabase } from '../testing/index.ts'
import { createPool, withOrganization } from './index.ts'

let database: { url: string; drop(): Promise<void> }
let admin: pg.Pool
let appPool: pg.Pool
let tables: string[]
const organizations = Array.from({ length: 4 }, () => randomUUID())

beforeAll(async () => {
  database = await createTestDatabase()
  admin = new pg.Pool({ connectionString: database.url, max: 2 })
  appPool = createPool({ url: database.url, role: 'syncline_app', max: 4, applicationName: 'tenancy' })
  const appender = createAppender({ url: database.url, role: 'syncline_app' })
  for (const organizationId of organizations)
    for (let n = 0; n < 5; n++)
      await appender.append({
        organizationId,
        stream: `organization-${organizationId}`,
        events: [{ type: 'OrganizationFounded', data: { name: organizationId, demo: true } }],
        context: { now: new Date(), actor: 'system:test', correlationId: 'c' },
        idempotencyKey: `k${n}`,
      })
  await appender.close()
  const worker = createPool({
    url: database.url,
    role: 'syncline_worker',
    max: 1,
    applicationName: 'tenancy',
  })
  await advanceProjection(worker, 'directory')
  await worker.end()
  // A partition made later must be as closed as the first ones.
  await admin.query('select log.extend_partitions(3000000, 2)')
  tables = (await owned()).map((row) => row.name)
})
afterAll(async () => {
  await appPool.end()
  await admin.end()
  await database.drop()
})

interface Table {
  name: string
  enabled: boolean
  forced: boolean
  partition: boolean
}

/** Every table, partitions too, that holds rows of organizations; users and sessions are not theirs alone. */
async function owned(): Promise<Table[]> {
  const { rows } = await admin.query<Table>(
    `select c.oid::regclass::text as name, c.relrowsecurity as enabled, c.relforcerowsecurity as forced,
       c.relispartition as partition
     from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'organization_id' and not a.attisdropped
     where c.relkind in ('r', 'p') and c.relnamespace::regnamespace::text in ('log', 'read', 'coordination', 'custody')
     order by 1`,
  )
  return rows
}

describe('the catalogue', () => {
  it('knows the tables of each class, with partitions among them', async () => {
    const all = await owned()
    expect(all.length).toBeGreaterThan(12)
    expect(all.filter((table) => table.partition).length).toBeGreaterThan(5)
  })

  it('has row-level security enabled and forced on every table of organizations', async () => {
    expect((await owned()).filter((table) => !table.enabled || !table.forced)).toEqual([])
  })

  it('has exactly one policy per table for the application, and it asks for the organization', async () => {
    const { rows } = await admin.query<{ name: string; policies: string[] | null }>(
      `select t.name, array_agg(pg_get_expr(p.polqual, p.polrelid)) filter (where p.oid is not null) as policies
       from unnest($1::text[]) t (name)
       left join pg_policy p on p.polrelid = t.name::regclass
         and (p.polroles @> array['syncline_app'::regrole::oid] or p.polroles @> array[0::oid])
       group by t.name order by 1`,
      [tables],
    )
    const partitions = new Set((await owned()).filter((table) => table.partition).map((table) => table.name))
    for (const { name, policies } of rows) {
      // Reached by name, a partition has none: nobody sees anything in it.
      expect(policies?.length ?? 0, name).toBe(partitions.has(name) ? 0 : 1)
      if (policies)
        expect(policies[0], name).toContain('organization_id = ( SELECT log.current_organization()')
    }
  })

  it('refuses a change on every partition of the log, as on the log', async () => {
    const { rows } = await admin.query(
      `select c.relname as name, t.tgtype::int as type, t.tgenabled as enabled
       from pg_inherits i join pg_class c on c.oid = i.inhrelid
       left join pg_trigger t on t.tgrelid = c.oid and t.tgname = 'refuse_change'
       where i.inhparent = 'log.event'::regclass`,
    )
    expect(rows.length).toBeGreaterThan(2)
    // BEFORE (2), DELETE (8), UPDATE (16), TRUNCATE (32), and for the statement: a row trigger never fires on no rows.
    for (const row of rows) expect(row, row.name).toMatchObject({ type: 2 + 8 + 16 + 32, enabled: 'O' })
  })

  it('has no role of ours that passes by row-level security, owns the server or may log in', async () => {
    const { rows } = await admin.query(
      "select rolname, rolbypassrls, rolsuper, rolcanlogin, rolcreaterole from pg_roles where rolname like 'syncline%'",
    )
    expect(rows).toHaveLength(5)
    for (const { rolname, ...powers } of rows)
      expect(Object.values(powers), rolname).toEqual([false, false, false, false])
  })

  it('lets only named functions of ours see more than one organization', async () => {
    const { rows } = await admin.query(
      `select p.oid::regproc::text as name from pg_proc p
       where p.prosecdef and p.pronamespace::regnamespace::text in ('log', 'read', 'coordination', 'custody', 'auth')
         and has_function_privilege('syncline_app', p.oid, 'execute') order by 1`,
    )
    expect(rows.map((row) => row.name)).toEqual([
      'log.append',
      'log.barrier',
      'log.position_at',
      'log.tip',
      'read.connections_of',
      'read.find_account',
      'read.find_api_key',
      'read.find_connection',
      'read.protection_gauges',
    ])
  })
})

describe('without the wrapper', () => {
  it('every table of organizations raises instead of showing nothing', async () => {
    const partitions = new Set((await owned()).filter((table) => table.partition).map((table) => table.name))
    for (const role of ['syncline_app', 'syncline_worker'] as const) {
      const pool = createPool({ url: database.url, role, max: 1, applicationName: 'tenancy' })
      for (const table of tables) {
        const outcome = await pool.query(`select * from ${table}`).then(
          (result) => `${result.rowCount} rows`,
          (error: { code: string }) => error.code,
        )
        // A partition can't even be named: it has no grant.
        expect(`${table} ${outcome}`).toBe(`${table} 42501`)
        if (partitions.has(table)) continue
        await expect(
          pool.query(`select set_config('syncline.organization', '', false)`),
        ).resolves.toBeTruthy()
        await expect(pool.query(`select * from ${table}`)).rejects.toMatchObject({ code: '42501' })
      }
      await pool.end()
    }
  })

  it('refuses what is no id before it gets near the statement', async () => {
    for (const id of ["'; drop table log.event; --", '', 'null', `${organizations[0]}'`])
      await expect(withOrganization(appPool, id, async () => {})).rejects.toThrow(TypeError)
  })
})

describe('the setting', () => {
  it('is gone after the transaction, whether it was committed or not', async () => {
    const single = createPool({ url: database.url, role: 'syncline_app', max: 1, applicationName: 'tenancy' })
    const mine = organizations[0] as string
    await withOrganization(single, mine, (tx) => tx.query('select * from read.organization'))
    await expect(single.query('select * from read.organization')).rejects.toMatchObject({ code: '42501' })
    await withOrganization(single, mine, async () => {
      throw new Error('given up')
    }).catch(() => {})
    await expect(single.query('select * from read.organization')).rejects.toMatchObject({ code: '42501' })
    const { rows } = await single.query("select current_setting('syncline.organization', true) as value")
    expect(rows[0].value || null).toBeNull()
    await single.end()
  })

  it('lets nobody write for another organization', async () => {
    const [mine, other] = organizations as [string, string]
    for (const statement of [
      "insert into custody.organization_key (organization_id, version, wrapper, wrapped) values ($1, 9, 'x', '\\x00')",
      "insert into coordination.audit (organization_id, actor, action, outcome) values ($1, 'a', 'b', 'c')",
      "insert into coordination.refused_webhook (organization_id, connection_id, reason, size_bytes) values ($1, gen_random_uuid(), 'x', 1)",
    ]) {
      const write = (id: string) => withOrganization(appPool, mine, (tx) => tx.query(statement, [id]))
      await expect(write(other)).rejects.toMatchObject({ code: '42501' })
      await expect(write(mine)).resolves.toMatchObject({ rowCount: 1 })
    }
  })
})
