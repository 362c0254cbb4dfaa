import { randomUUID } from 'node:crypto'
import { statfsSync, statSync } from 'node:fs'
import { createKmsKeyWrapper, KeyServiceError, type KmsSettings } from '@syncline/db/custody/kms'
import pg from 'pg'
import { lackingForProduction } from '../env.ts'
import { keyFileOf, sessionsOf } from '../hub.ts'
import type { Settings } from '../settings.ts'
import type { Check } from './check.ts'
import { checkVariables } from './doctor-environment.ts'
import { checkPeople, checkSessions } from './doctor-people.ts'

type Probe = (client: pg.Client, settings: Settings) => Promise<Omit<Check, 'name'>>

const ok = (finding: string) => ({ state: 'ok', finding }) as const
const warning = (finding: string, remedy: string) => ({ state: 'warning', finding, remedy }) as const
const failed = (finding: string, remedy: string) => ({ state: 'failed', finding, remedy }) as const

const notificationMs = 3_000
const skewMs = 2_000
const lagEvents = 10_000
const freeBytes = 1024 ** 3

const probes: Record<string, Probe> = {
  async 'PostgreSQL version'(client) {
    const { rows } = await client.query<{ version: number; text: string }>(
      "select current_setting('server_version_num')::int as version, current_setting('server_version') as text",
    )
    const { version, text } = rows[0] as { version: number; text: string }
    return version >= 150_000 ? ok(text) : failed(`${text} is too old`, 'Use PostgreSQL 15 or newer.')
  },
  async Schema(client) {
    const { rows } = await client.query<{ there: boolean }>(
      "select to_regclass('log.event') is not null as there",
    )
    return rows[0]?.there ? ok('migrated') : failed('not migrated', 'Run: pnpm syncline migrate')
  },
  async Notifications(client, settings) {
    const channel = 'syncline_doctor'
    const word = randomUUID()
    await client.query(`listen ${channel}`)
    const heard = new Promise<boolean>((resolve) => {
      client.on('notification', (message) => message.payload === word && resolve(true))
      setTimeout(() => resolve(false), notificationMs)
    })
    const sender = new pg.Client({ connectionString: settings.databaseUrl })
    await sender.connect()
    await sender.query('select pg_notify($1, $2)', [channel, word])
    await sender.end()
    return (await heard)
      ? ok('a round trip arrived')
      : failed(
          'a notification did not come back',
          'Set DATABASE_DIRECT_URL to the server itself: LISTEN fails silently through a transaction pooler.',
        )
  },
  async 'Room for sessions'(client) {
    const { rows } = await client.query<{ room: number; taken: number }>(
      `select current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int as room,
         (select count(*) from pg_stat_activity where backend_type = 'client backend') as taken`,
    )
    const { room, taken } = rows[0] as { room: number; taken: number }
    const { web, worker } = sessionsOf
    const finding = `${taken} of ${room} taken; a web process takes up to ${web}, a worker up to ${worker}`
    return room - taken >= web + worker
      ? ok(finding)
      : warning(
          finding,
          'Raise max_connections, or put a transaction pooler in front, before you start more.',
        )
  },
  async Roles(client) {
    const { rows } = await client.query<{ rolname: string }>(
      "select rolname from pg_roles where rolname like 'syncline\\_%' and (rolsuper or rolbypassrls)",
    )
    return rows.length === 0
      ? ok('none of ours can pass by row-level security')
      : failed(
          `${rows.map((row) => row.rolname).join(', ')} can pass by row-level security`,
          'Take SUPERUSER and BYPASSRLS from them.',
        )
  },
  async 'Row-level security'(client) {
    const { rows } = await client.query<{ name: string }>(
      `select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
       join pg_attribute a on a.attrelid = c.oid and a.attname = 'organization_id' and not a.attisdropped
       where n.nspname in ('log', 'read', 'coordination', 'custody') and c.relkind in ('r', 'p')
         and not (c.relrowsecurity and c.relforcerowsecurity)`,
    )
    return rows.length === 0
      ? ok('forced on every table of an organization')
      : failed(`not forced on ${rows.map((row) => row.name).join(', ')}`, 'Run: pnpm syncline migrate')
  },
  async 'Log partitions'(client) {
    const { rows } = await client.query<{ ahead: number }>(
      `select max((regexp_match(pg_get_expr(c.relpartbound, c.oid), 'TO \\(''?(\\d+)''?\\)'))[1]::bigint) - log.tip(0) as ahead
       from pg_inherits i join pg_class c on c.oid = i.inhrelid where i.inhparent = 'log.event'::regclass`,
    )
    const ahead = Number(rows[0]?.ahead ?? 0)
    return ahead > 100_000
      ? ok(`room for ${ahead.toLocaleString('en')} more events`)
      : failed(`room for ${ahead} more events`, 'Start a worker: it makes partitions ahead of need.')
  },
  async Consumers(client) {
    const { rows } = await client.query<{ name: string; lag: number; stopped_reason: string | null }>(
      'select name, log.tip(0) - position as lag, stopped_reason from coordination.consumer order by name',
    )
    const stopped = rows.filter((row) => row.stopped_reason)
    if (stopped.length > 0)
      return failed(
        stopped.map((row) => `${row.name}: ${row.stopped_reason}`).join('; '),
        'Update the workers to the newest build.',
      )
    const behind = rows.filter((row) => Number(row.lag) > lagEvents)
    return behind.length === 0
      ? ok(rows.map((row) => `${row.name} ${row.lag} behind`).join(', '))
      : failed(
          behind.map((row) => `${row.name} ${row.lag} behind`).join(', '),
          'Start a worker, or more of them.',
        )
  },
  async Clock(client) {
    const { rows } = await client.query<{ now: Date }>('select clock_timestamp() as now')
    const skew = Math.abs(Date.now() - (rows[0]?.now.getTime() ?? 0))
    return skew < skewMs
      ? ok('agrees with the database')
      : failed(`${skew} ms from the database’s`, 'Let NTP set both clocks.')
  },
}

/** Every check of the installation; nothing is changed. A database that can't be reached is the only finding then. */
export async function doctor(settings: Settings): Promise<readonly Check[]> {
  const checks = [...(await local(settings)), ...(await checkPeople(settings))]
  const client = new pg.Client({ connectionString: settings.directUrl, connectionTimeoutMillis: 5_000 })
  client.on('error', () => {})
  try {
    await client.connect()
  } catch (error) {
    const code = (error as { code?: string }).code ?? 'no answer'
    return [
      ...checks,
      {
        name: 'Database',
        ...failed(
          `can’t be reached (${code})`,
          'Start it, or correct DATABASE_URL. With pnpm start running, this command finds it by itself.',
        ),
      },
    ]
  }
  try {
    for (const [name, probe] of Object.entries(probes))
      checks.push({
        name,
        ...(await probe(client, settings).catch((error: { code?: string }) =>
          failed(`the check itself failed (${error.code ?? 'no code'})`, 'Run: pnpm syncline migrate'),
        )),
      })
    checks.push(await checkSessions(settings))
  } finally {
    await client.end()
  }
  return checks
}

async function local(settings: Settings): Promise<Check[]> {
  const checks: Check[] = []
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  const newEnough = major > 22 || (major === 22 && minor >= 18)
  checks.push({
    name: 'Node',
    ...(newEnough ? ok(process.version) : failed(process.version, 'Use Node 22.18 or newer.')),
  })
  // An environment that is wrong got nobody as far as this: reading it says everything that is.
  const lacking = settings.env.environment === 'production' ? [] : lackingForProduction()
  checks.push({
    name: 'Environment',
    ...ok([settings.env.environment, ...lacking.map((problem) => `for production ${problem}`)].join('; ')),
  })
  checks.push(checkVariables(settings.env))
  const disk = statfsSync(settings.dataDirectory, { bigint: false })
  const free = disk.bavail * disk.bsize
  checks.push({
    name: 'Disk',
    ...(free > freeBytes
      ? ok(`${Math.round(free / freeBytes)} GiB free`)
      : failed(`${free} bytes free`, 'Make room: the log stops when the disk is full.')),
  })
  checks.push({
    name: 'Encryption key',
    ...(settings.env.kms === null ? keyFile(keyFileOf(settings)) : await keyService(settings.env.kms)),
  })
  return checks
}

async function keyService(kms: KmsSettings): Promise<Omit<Check, 'name'>> {
  try {
    const { usable, finding } = await createKmsKeyWrapper(kms).check()
    return usable
      ? ok(`AWS KMS: ${finding}`)
      : failed(`AWS KMS: ${finding}`, 'Name a symmetric key that is enabled in KMS_KEY_ID.')
  } catch (error) {
    if (!(error instanceof KeyServiceError)) throw error
    return failed('AWS KMS did not answer', error.message)
  }
}

function keyFile(file: string): Omit<Check, 'name'> {
  const found = statSync(file, { throwIfNoEntry: false })
  if (!found) return warning('no local key file yet', 'It is made with the first organization.')
  if ((found.mode & 0o077) !== 0) return failed('others can read the key file', `Run: chmod 600 ${file}`)
  return ok(
    'a local key file, readable by its owner only; it protects copies of the database, not a stolen disk that holds both',
  )
}
