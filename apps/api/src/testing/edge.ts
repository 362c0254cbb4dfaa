import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createLocalKeyWrapper, createVault } from '@syncline/db/custody'
import { createPool } from '@syncline/db/pool'
import { createTestDatabase } from '@syncline/db/testing'
import type { Role } from '@syncline/domain/access'
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify'
import pg from 'pg'
import { Registry } from 'prom-client'
import { createProgramAccess, type ProgramAccess } from '../access/index.ts'
import { createSharedLimit } from '../access/shared-limit.ts'
import { type Auth, type AuthSettings, createAuth } from '../auth/index.ts'
import { createLogger } from '../http/log.ts'
import { createServer, type ServerDeps, type ServerSettings } from '../http/server.ts'
import { createRefusals } from '../ops/refusals.ts'
import { createAuditReads } from '../reads/audit.ts'
import { createNamesOf } from '../reads/names.ts'
import { createMemoryPorts, type MemoryPorts } from './ports.ts'
import { openWire, type Wire } from './wire.ts'

export const origin = 'http://127.0.0.1:3000'
export const ownHeaders = { 'content-type': 'application/json', 'x-syncline': '1', origin }
export const password = 'a long enough password'

export const ours = { id: '0d5cbb0f-7c77-4b39-a3a3-7c3f6a2d1b01', name: 'Marina Group' }
export const theirs = { id: '0d5cbb0f-7c77-4b39-a3a3-7c3f6a2d1b02', name: 'Harbour Group' }
export const ourSync = '5f0c9a0e-2f6b-4a55-9c4b-2d1f6a7e8b01'
export const theirSync = '5f0c9a0e-2f6b-4a55-9c4b-2d1f6a7e8b02'
export const noSync = '5f0c9a0e-2f6b-4a55-9c4b-2d1f6a7e8b03'

export type Person = Role | 'outsider' | 'nobody'

export interface Edge {
  readonly app: FastifyInstance
  readonly auth: Auth
  readonly ports: MemoryPorts
  readonly programs: ProgramAccess
  /** Sees everything: for looking, not for doing. */
  readonly admin: pg.Pool
  /** Between the edge and its database. */
  readonly wire: Wire
  /** Parsed log lines so far. */
  readonly log: Record<string, unknown>[]
  /** Cookie header of a fresh session; '' for nobody. */
  signIn(person: Person): Promise<string>
  inject(options: InjectOptions): Promise<LightMyRequestResponse>
  close(): Promise<void>
}

export interface EdgeOptions {
  readonly settings?: Partial<ServerSettings>
  readonly environmentKeys?: readonly string[]
  /** Of each key, in a minute. */
  readonly maxKeyRequests?: number
  /** Of each address without a sign-in, in a minute. */
  readonly maxStrangerRequests?: number
  readonly auth?: Partial<Pick<AuthSettings, 'sso' | 'mails'>>
  readonly deps?: Partial<Pick<ServerDeps, 'ready' | 'demoSignIns' | 'mount'>>
}

const people: readonly { person: Person; organization: typeof ours | null; role: Role }[] = [
  { person: 'admin', organization: ours, role: 'admin' },
  { person: 'operator', organization: ours, role: 'operator' },
  { person: 'auditor', organization: ours, role: 'auditor' },
  { person: 'outsider', organization: theirs, role: 'admin' },
]

/** The HTTP edge on a database of its own, with a person of each role, over ports in memory. */
export async function startEdge(options: EdgeOptions = {}): Promise<Edge> {
  const database = await createTestDatabase()
  const wire = await openWire(database.url)
  const pool = createPool({ url: wire.url, role: 'syncline_app', max: 4, applicationName: 'edge test' })
  const settings: ServerSettings = {
    environment: 'test',
    version: '0.0.0-test',
    baseUrl: origin,
    trustedOrigins: [],
    trustedProxies: [],
    requestTimeoutMs: 30_000,
    maxConcurrentRequests: 100,
    metricsKey: 'a metrics key of the tests',
    metrics: true,
    pageDirectory: '/nonexistent',
    ...options.settings,
  }
  const auth = createAuth({
    pool,
    baseUrl: settings.baseUrl,
    trustedOrigins: [],
    secret: 'a secret of the tests that is long enough',
    ...options.auth,
  })
  for (const { person, organization, role } of people)
    await auth.seedUser({
      email: `${person}@example.com`,
      name: person,
      password,
      organizationId: (organization ?? ours).id,
      organizationName: (organization ?? ours).name,
      role,
    })
  const log: Record<string, unknown>[] = []
  const logger = createLogger(
    { level: 'debug', service: 'test' },
    { write: (line) => void log.push(JSON.parse(line)) },
  )
  const admin = new pg.Pool({ connectionString: database.url, max: 1 })
  admin.on('error', () => {})
  const directory = mkdtempSync(join(tmpdir(), 'syncline-edge-'))
  const vault = createVault({
    url: database.url,
    role: 'syncline_app',
    applicationName: 'edge test',
    wrapper: createLocalKeyWrapper(join(directory, 'organization-keys.key')),
  })
  const namesOf = createNamesOf(pool)
  const programs = createProgramAccess({
    pool,
    vault,
    environment: 'test',
    keyRateLimit: { windowMs: 60_000, maxRequests: options.maxKeyRequests ?? 10_000 },
    environmentKeys: options.environmentKeys ?? [],
    warn(error) {
      throw error
    },
  })
  const ports = createMemoryPorts(
    new Map([
      [ourSync, ours.id],
      [theirSync, theirs.id],
    ]),
    {
      apiKeys: programs.apiKeys,
      auditReads: createAuditReads({ pool, namesOf }),
      people: auth.people,
      sessions: auth.ownSessions,
      refusals: createRefusals(pool),
    },
  )
  const app = await createServer({
    settings,
    logger,
    auth,
    ports,
    programs,
    strangers: createSharedLimit(pool, 'stranger', {
      windowMs: 60_000,
      maxRequests: options.maxStrangerRequests ?? 10_000,
    }),
    metrics: new Registry(),
    ready: async () => ({ ok: true, checks: { database: 'ok' } }),
    demoSignIns: null,
    ...options.deps,
  })
  await app.ready()
  return {
    app,
    auth,
    ports,
    programs,
    admin,
    wire,
    log,
    async signIn(person) {
      if (person === 'nobody') return ''
      const answer = await app.inject({
        method: 'POST',
        url: '/api/auth/sign-in/email',
        headers: { 'content-type': 'application/json', origin },
        payload: { email: `${person}@example.com`, password },
      })
      if (answer.statusCode !== 200) throw new Error(`sign-in answered ${answer.statusCode}: ${answer.body}`)
      const session = answer.cookies.find(({ name }) => name.endsWith('_session'))
      return `${session?.name}=${encodeURIComponent(session?.value ?? '')}`
    },
    inject: (given) => app.inject(given) as Promise<LightMyRequestResponse>,
    async close() {
      await app.close()
      await programs.uses.close()
      await vault.close()
      await admin.end()
      await pool.end()
      rmSync(directory, { recursive: true, force: true })
      await wire.close()
      await database.drop()
    },
  }
}

/** Calls a query. */
export function query(
  procedure: string,
  input?: unknown,
  headers: Record<string, string> = {},
): InjectOptions {
  const search = input === undefined ? '' : `?input=${encodeURIComponent(JSON.stringify(input))}`
  return { method: 'GET', url: `/trpc/${procedure}${search}`, headers }
}

/** Calls a mutation as our own page does. */
export function mutation(
  procedure: string,
  input: unknown,
  headers: Record<string, string> = {},
): InjectOptions {
  return {
    method: 'POST',
    url: `/trpc/${procedure}`,
    headers: { ...ownHeaders, ...headers },
    payload: JSON.stringify(input),
  }
}
