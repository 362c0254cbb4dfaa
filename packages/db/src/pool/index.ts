import pg from 'pg'

// Positions and counts fit in a double for the next few thousand years of events; text would poison every comparison.
pg.types.setTypeParser(20, Number)

/** Database roles of the running application. None can change the log or pass by row-level security. */
export type AppRole = 'syncline_app' | 'syncline_worker'

export interface PoolOptions {
  readonly url: string
  readonly role: AppRole
  readonly max: number
  readonly applicationName: string
  readonly statementTimeoutMs?: number
  readonly lockTimeoutMs?: number
}

/**
 * Start-up settings of a session: the role, and limits in milliseconds. Set when the session starts, so that no code
 * path can forget them.
 */
export function sessionOptions(role: AppRole, statementTimeoutMs: number, lockTimeoutMs: number): string {
  return [
    `-c role=${role}`,
    `-c statement_timeout=${statementTimeoutMs}`,
    `-c lock_timeout=${lockTimeoutMs}`,
    '-c idle_in_transaction_session_timeout=10000',
    '-c default_transaction_isolation=read\\ committed',
    '-c TimeZone=UTC',
    // Statements here are short; compiling one costs more than running it.
    '-c jit=off',
  ].join(' ')
}

/** Of a transaction that need not wait for the disk: it is there with the next commit that does. */
export const unflushed = 'set local synchronous_commit = off; '

const roles = new WeakMap<pg.Pool, AppRole>()

/**
 * How a transaction of one organization begins. The role is said again: a transaction pooler drops what a session sets at
 * its start, and lends sessions of a login that may pass by row-level security.
 */
function beginFor(pool: pg.Pool, organizationId: string, mode: '' | ' read only', more = ''): string {
  const role = roles.get(pool)
  return `begin${mode}; ${role ? `set local role ${role}; ` : ''}${more}select set_config('syncline.organization', '${organizationId}', true)`
}

/** A pool whose every session runs as `role`. Idle errors are swallowed here and met again by the next query. */
export function createPool(options: PoolOptions): pg.Pool {
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.max,
    application_name: options.applicationName,
    options: sessionOptions(
      options.role,
      options.statementTimeoutMs ?? 15_000,
      options.lockTimeoutMs ?? 5_000,
    ),
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
    // What is asked before the last answer is in goes out at once: a transaction's beginning costs no round trip.
    pipeline: true,
  })
  roles.set(pool, options.role)
  pool.on('error', () => {})
  // A client that is lent out has no listener of the pool's; one that loses its server would end the process. Whoever
  // holds it hears of it through its query.
  pool.on('connect', (client) => client.on('error', () => {}))
  return pool
}

/**
 * A session of its own as the owner, for the command line: reads across organizations, remakes projections. Time zone and
 * limits are the server's own unless `settings` says otherwise. Rejects when the database can't be reached.
 */
export async function connectOwner(
  url: string,
  applicationName: string,
  settings: Readonly<Record<string, string>> = {},
): Promise<pg.Client> {
  const options = Object.entries({ role: 'syncline_owner', jit: 'off', ...settings })
  const client = new pg.Client({
    connectionString: url,
    application_name: applicationName,
    options: options.map(([name, value]) => `-c ${name}=${value}`).join(' '),
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
  })
  // The failing query reports it; without a listener the process would end.
  client.on('error', () => {})
  await client.connect()
  return client
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/**
 * Runs `work` in a transaction that sees one organization's rows only.
 *
 * The setting is transaction-local: it is gone with the commit, so a pooled connection never carries it to the next
 * caller, and a forgotten wrapper raises instead of reading the organization of whoever came before.
 * @param options.isFlushed false where what is written counts only together with a later commit that is, or is written again
 */
export async function withOrganization<Result>(
  pool: pg.Pool,
  organizationId: string,
  work: (tx: pg.ClientBase) => Promise<Result>,
  { isFlushed = true } = {},
): Promise<Result> {
  if (!uuid.test(organizationId)) throw new TypeError('organizationId is not a uuid')
  const client = await pool.connect()
  let broken: Error | undefined
  try {
    const result = await begun(client, beginFor(pool, organizationId, '', isFlushed ? '' : unflushed), work)
    await client.query('commit')
    return result
  } catch (error) {
    await client.query('rollback').catch((failure: Error) => {
      broken = failure
    })
    throw error
  } finally {
    client.release(broken)
  }
}

/**
 * Like `withOrganization`, for work that only reads: PostgreSQL refuses writes in it, and the answer does not wait for
 * the end of the transaction.
 */
export async function readOrganization<Result>(
  pool: pg.Pool,
  organizationId: string,
  work: (tx: pg.ClientBase) => Promise<Result>,
): Promise<Result> {
  if (!uuid.test(organizationId)) throw new TypeError('organizationId is not a uuid')
  const client = await pool.connect()
  const end = () =>
    void client.query('rollback').then(
      () => client.release(),
      (failure: Error) => client.release(failure),
    )
  try {
    return await begun(client, beginFor(pool, organizationId, ' read only'), work)
  } finally {
    end()
  }
}

/**
 * Begins a transaction and does not wait before its first statement. Where the beginning fails the server refuses what
 * follows, and its error is the one that is told.
 * @param beginning one text without parameters: ids in it have been checked
 */
export async function begun<Result>(
  client: pg.PoolClient,
  beginning: string,
  work: (tx: pg.ClientBase) => Promise<Result>,
): Promise<Result> {
  const begin = client.query(beginning)
  begin.catch(() => {})
  try {
    return await work(client)
  } finally {
    await begin
  }
}

/** Errors that mean the database is away or the session was ended, as opposed to having refused a statement. */
export function isDatabaseAway(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code
  if (typeof code === 'string') {
    if (/^(08|57P|53)/.test(code)) return true
    if (/^(ECONN|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH)/.test(code)) return true
  }
  const message = error instanceof Error ? error.message : ''
  return /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Client was closed/.test(
    message,
  )
}
