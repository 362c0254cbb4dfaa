import { randomUUID } from 'node:crypto'
import { SynclineError } from '@syncline/domain/error'
import {
  type ConnectionTest,
  type CredentialList,
  type ProtectionView,
  secretInput,
} from '@syncline/domain/view'
import { z } from 'zod'
import type { Erp } from './connection.ts'

const reason = 'Asked for through /api/erp'

/** The documented names of the secrets. */
const secretKinds = { apiKey: 'api_key', apiSecret: 'api_secret', webhookSecret: 'webhook_secret' } as const

export type Health = 'healthy' | 'degraded' | 'unhealthy' | 'disabled' | 'unknown'
const healthOf = {
  healthy: 'healthy',
  degraded: 'degraded',
  down: 'unhealthy',
  reconnect_needed: 'unhealthy',
} as const

export const erpProtection = async ({ connection: { connectionId }, call }: Erp) =>
  (await call('connection.protection', { connectionId })) as ProtectionView

/** What the provider said of the live credentials when they were last tried, and how the connection was found since. */
export async function erpHealth(erp: Erp): Promise<Health> {
  const { connection, call } = erp
  if (connection.disabledBecause !== null) return 'disabled'
  if (connection.reconnectSince !== null) return 'unhealthy'
  const { connectionId } = connection
  const { credentials } = (await call('credential.list', { connectionId })) as CredentialList
  const said = credentials.flatMap(({ retiredAt, validation }) =>
    retiredAt === null ? (validation ?? []) : [],
  )
  if (said.some((word) => word !== 'ok')) return 'unhealthy'
  const { health } = await erpProtection(erp)
  return health ? healthOf[health] : said.length > 0 ? 'healthy' : 'unknown'
}

/** The secrets are write-only: they are never among the fields. */
export async function erpConfig(erp: Erp): Promise<Record<string, unknown>> {
  const { connection, flows } = erp
  return {
    connectionId: connection.connectionId,
    name: connection.name,
    isEnabled: connection.disabledBecause === null,
    enableAutoSync: flows.length > 0,
    /** Seconds; null: each change goes out as it comes. */
    syncInterval: null,
    syncScope: [...new Set(flows.map(({ entity }) => entity))].sort(),
    healthStatus: await erpHealth(erp),
    webhookUrl: connection.webhookUrl,
  }
}

const secret = secretInput.optional()
const configBody = z.strictObject({
  apiKey: secret,
  apiSecret: secret,
  webhookSecret: secret,
  isEnabled: z.boolean().optional(),
  // What GET says may come back; what flows is chosen elsewhere, and the rest is not ours to set.
  connectionId: z.string().max(120).optional(),
  name: z.string().max(120).optional(),
  webhookUrl: z.string().max(500).optional(),
  enableAutoSync: z.boolean().optional(),
  syncInterval: z.int().nullable().optional(),
  syncScope: z.array(z.string().max(60)).max(50).optional(),
  healthStatus: z.string().max(60).optional(),
})
const changeable: readonly string[] = [...Object.keys(secretKinds), 'isEnabled', 'healthStatus']

const secretsOf = (given: z.output<typeof configBody>) =>
  Object.entries(secretKinds).flatMap(([field, kind]) => {
    const value = given[field as keyof typeof secretKinds]
    return value === undefined ? [] : [[kind, value] as const]
  })

/**
 * What `connection.create` wants for the first configuration that is put.
 * @throws SynclineError INVALID_INPUT without the two secrets of calls, or with what can't be chosen here
 */
export function firstErpConnection(body: unknown, venue: string): Record<string, unknown> {
  const given = configBody.parse(body)
  const missing = (['apiKey', 'apiSecret'] as const).filter((field) => given[field] === undefined)
  const { enableAutoSync = false, syncInterval = null, syncScope = [] } = given
  const fixed = [
    ...(enableAutoSync ? ['enableAutoSync'] : []),
    ...(syncInterval !== null ? ['syncInterval'] : []),
    ...(syncScope.length > 0 ? ['syncScope'] : []),
  ]
  const fields = [
    ...missing.map((path) => ({ path, problem: 'required' })),
    ...fixed.map((path) => ({ path, problem: 'not_changeable' })),
  ]
  if (fields.length > 0) throw new SynclineError('INVALID_INPUT', { fields })
  return {
    connectionId: randomUUID(),
    provider: 'flasherp',
    name: given.name ?? 'FlashERP',
    venue,
    accountId: null,
    baseUrl: null,
    secrets: Object.fromEntries(secretsOf(given)),
  }
}

/**
 * Gives the secrets that are named a new version, and switches it on or off.
 * @throws SynclineError INVALID_INPUT, before anything is changed, for a field that can't be changed here and differs
 */
export async function changeErpConfig(erp: Erp, body: unknown): Promise<unknown> {
  const { connection, call } = erp
  const { connectionId } = connection
  const given = configBody.parse(body)
  const now = await erpConfig(erp)
  const fixed = Object.entries(given).filter(
    ([field, value]) =>
      !changeable.includes(field) && JSON.stringify(sorted(value)) !== JSON.stringify(now[field]),
  )
  if (fixed.length > 0)
    throw new SynclineError('INVALID_INPUT', {
      fields: fixed.map(([path]) => ({ path, problem: 'not_changeable' })),
    })
  if (!erp.isNew)
    for (const [kind, secret] of secretsOf(given))
      await call('connection.rotateCredential', { connectionId, kind, secret })
  const { isEnabled = now['isEnabled'] } = given
  if (isEnabled === now['isEnabled']) return erpConfig(erp)
  if (isEnabled) await call('connection.enable', { connectionId })
  else await call('connection.disable', { connectionId, reason })
  // What was written is known here before the list has folded it.
  return erpConfig({ ...erp, connection: { ...connection, disabledBecause: isEnabled ? null : reason } })
}

const sorted = (value: unknown) => (Array.isArray(value) ? value.map(String).sort() : value)

/** Deletes the connection; its credentials are destroyed. */
export async function deleteErpConfig({ connection: { connectionId }, call }: Erp): Promise<unknown> {
  await call('connection.delete', { connectionId, reason })
  return { connectionId, deleted: true }
}

/** Asks FlashERP whether it takes what is stored. */
export async function testErpConfig({ connection: { connectionId }, call }: Erp): Promise<unknown> {
  const test = (await call('connection.test', { kind: 'stored', connectionId })) as ConnectionTest
  return {
    connectionId,
    success: test.ok,
    healthStatus: (test.ok ? 'healthy' : 'unhealthy') satisfies Health,
    errorCode: test.code,
    /** FlashERP's own words. */
    message: test.detail,
    /** Milliseconds. */
    duration: test.tookMs,
  }
}
