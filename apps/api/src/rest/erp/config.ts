import { randomUUID } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import {
  type Entity,
  entities,
  leastIntervalSeconds,
  mostIntervalSeconds,
  type Schedule,
  usualTiming,
} from '@syncline/domain/connection'
import { SynclineError } from '@syncline/domain/error'
import {
  type ConnectionTest,
  type CredentialList,
  type ProtectionView,
  secretInput,
} from '@syncline/domain/view'
import { z } from 'zod'
import type { Erp } from './erp.ts'

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
export interface ErpConfig {
  readonly connectionId: string
  readonly name: string
  readonly isEnabled: boolean
  /** Whether it is read again by itself, beside what webhooks bring. */
  readonly enableAutoSync: boolean
  /** Seconds; null where no interval is set, but times of the day or nothing. */
  readonly syncInterval: number | null
  readonly syncScope: readonly Entity[]
  readonly healthStatus: Health
  /** Where FlashERP sends its webhooks. */
  readonly webhookUrl: string
}

export async function erpConfig(erp: Erp): Promise<ErpConfig> {
  const { connection } = erp
  const { schedule } = connection
  return {
    connectionId: connection.connectionId,
    name: connection.name,
    isEnabled: connection.disabledBecause === null,
    enableAutoSync: schedule?.isOn ?? false,
    syncInterval: schedule && 'every' in schedule.timing ? schedule.timing.every : null,
    syncScope: flowing(erp).filter((entity) => !connection.scopeOff.includes(entity)),
    healthStatus: await erpHealth(erp),
    webhookUrl: connection.webhookUrl,
  }
}

const secret = secretInput.optional()
export const configBody = z.strictObject({
  apiKey: secret,
  apiSecret: secret,
  webhookSecret: secret,
  isEnabled: z.boolean().optional(),
  enableAutoSync: z.boolean().optional(),
  /** Seconds. */
  syncInterval: z.int().min(leastIntervalSeconds).max(mostIntervalSeconds).nullable().optional(),
  /** Of the kinds of records that flow to it, those that do travel. */
  syncScope: z.array(z.enum(entities)).max(entities.length).optional(),
  // What GET says may come back; the rest is not ours to set.
  connectionId: z.string().max(120).optional(),
  name: z.string().max(120).optional(),
  webhookUrl: z.string().max(500).optional(),
  healthStatus: z.string().max(60).optional(),
})
const fixedFields = ['connectionId', 'name', 'webhookUrl'] as const
type Given = z.output<typeof configBody>

const secretsOf = (given: Given) =>
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
  const fixed = (['connectionId', 'webhookUrl'] as const).filter((field) => given[field] !== undefined)
  const fields = [
    ...missing.map((path) => ({ path, problem: 'required' })),
    ...fixed.map((path) => ({ path, problem: 'not_changeable' })),
    ...(given.syncScope?.length ? [{ path: 'syncScope', problem: 'does_not_flow_here' }] : []),
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
 * Gives the secrets that are named a new version, sets when it is read again by itself and what of it travels, and
 * switches it on or off.
 * @throws SynclineError INVALID_INPUT, before anything is changed, for a field that can't be changed here and differs
 */
export async function changeErpConfig(erp: Erp, given: Given): Promise<ErpConfig> {
  const { connection, call } = erp
  const { connectionId } = connection
  const now = await erpConfig(erp)
  const wrong = [
    ...fixedFields
      .filter((path) => given[path] !== undefined && given[path] !== now[path])
      .map((path) => ({ path, problem: 'not_changeable' })),
    ...(given.syncScope?.every((entity) => flowing(erp).includes(entity)) === false
      ? [{ path: 'syncScope', problem: 'does_not_flow_here' }]
      : []),
  ]
  if (wrong.length > 0) throw new SynclineError('INVALID_INPUT', { fields: wrong })
  if (!erp.isNew)
    for (const [kind, secret] of secretsOf(given))
      await call('connection.rotateCredential', { connectionId, kind, secret })
  const schedule = await changeSchedule(erp, given)
  const scopeOff = await changeScope(erp, given)
  const { isEnabled = now.isEnabled } = given
  const disabledBecause = isEnabled ? null : (connection.disabledBecause ?? reason)
  if (isEnabled !== now.isEnabled)
    await (isEnabled
      ? call('connection.enable', { connectionId })
      : call('connection.disable', { connectionId, reason }))
  // What was written is known here before the list has folded it.
  return erpConfig({ ...erp, connection: { ...connection, schedule, scopeOff, disabledBecause } })
}

/** An interval that is given alone switches nothing on; a schedule by the clock stays where none is given. */
async function changeSchedule(
  { connection: { connectionId, schedule }, call }: Erp,
  { enableAutoSync, syncInterval }: Given,
): Promise<Schedule | null> {
  const timing = syncInterval ? { every: syncInterval } : (schedule?.timing ?? usualTiming)
  const isOn = enableAutoSync ?? schedule?.isOn ?? false
  const asked = { isOn, timing }
  const isSame = schedule ? isDeepStrictEqual(asked, schedule) : !isOn && !syncInterval
  if (isSame) return schedule
  await call('connection.setSchedule', { connectionId, schedule: asked })
  return asked
}

/** What is not named is switched off, as far as it flows here; kinds that do not stay as they are. */
async function changeScope(erp: Erp, { syncScope }: Given): Promise<readonly Entity[]> {
  const { connectionId, scopeOff } = erp.connection
  if (!syncScope) return scopeOff
  const flows = flowing(erp)
  const off = [
    ...flows.filter((entity) => !syncScope.includes(entity)),
    ...scopeOff.filter((entity) => !flows.includes(entity)),
  ].sort()
  if (isDeepStrictEqual(off, scopeOff.toSorted())) return scopeOff
  await erp.call('connection.setScope', { connectionId, off, reason })
  return off
}

/** Kinds of records that flow to it, by name. */
const flowing = ({ flows }: Pick<Erp, 'flows'>): readonly Entity[] =>
  [...new Set(flows.map(({ entity }) => entity))].sort()

/** Deletes the connection; its credentials are destroyed. */
export async function deleteErpConfig({ connection: { connectionId }, call }: Erp) {
  await call('connection.delete', { connectionId, reason })
  return { connectionId, deleted: true }
}

/** Asks FlashERP whether it takes what is stored. */
export async function testErpConfig({ connection: { connectionId }, call }: Erp) {
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
