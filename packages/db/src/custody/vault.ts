import { createSecretKey, randomBytes } from 'node:crypto'
import type pg from 'pg'
import { withOrganization } from '../pool/index.ts'
import {
  deriveKey,
  hmacHex,
  type KeyWrapper,
  keyBytes,
  openBytes,
  sealBytes,
  UnsealableError,
} from './keys.ts'

/** Where sealed bytes live: bound into them, so that ciphertext moved to another row, column or organization is refused. */
export interface Place {
  readonly organizationId: string
  readonly table: string
  readonly column: string
  readonly record: string
}

/** The keys of one organization, ready to use: sealing itself needs no round trip. */
export interface OrganizationKeys {
  sealBytes(place: Place, plain: Uint8Array): Buffer
  openBytes(place: Place, sealed: Uint8Array): Buffer
  /** `sealed:v1:<key id>:<base64>`, the form in which personal data enters events. */
  sealText(place: Place, plain: string): string
  openText(place: Place, sealed: string): string
  /** A digest that says nothing to those without the key. */
  digest(purpose: string, data: Uint8Array): string
}

export interface Vault {
  /** Loads (or, the first time, makes) the organization's key. Unwrapped keys are kept for five minutes. */
  keysOf(organizationId: string): Promise<OrganizationKeys>
}

const cacheMs = 5 * 60_000
const currentVersion = 1

/** @param pool runs as the application or the worker */
export function createVault(options: { pool: pg.Pool; wrapper: KeyWrapper; now?: () => number }): Vault {
  const { pool, wrapper, now = Date.now } = options
  const cache = new Map<string, { keys: Promise<OrganizationKeys>; until: number }>()

  async function load(organizationId: string): Promise<OrganizationKeys> {
    const context = { organizationId, purpose: 'organization', version: currentVersion } as const
    const wrapped = (await find(organizationId)) ?? (await create(organizationId))
    return organizationKeys(organizationId, await wrapper.unwrap(wrapped, context))
  }

  async function find(organizationId: string): Promise<Buffer | undefined> {
    return withOrganization(pool, organizationId, async (tx) => {
      const { rows } = await tx.query<{ wrapped: Buffer; wrapper: string }>(
        'select wrapped, wrapper from custody.organization_key where organization_id = $1 and version = $2',
        [organizationId, currentVersion],
      )
      const row = rows[0]
      if (row && row.wrapper !== wrapper.name)
        throw new Error(
          `The key of organization ${organizationId} was wrapped by ${row.wrapper}; this process has ${wrapper.name}`,
        )
      return row?.wrapped
    })
  }

  async function create(organizationId: string): Promise<Buffer> {
    const context = { organizationId, purpose: 'organization', version: currentVersion } as const
    const wrapped = await wrapper.wrap(randomBytes(keyBytes), context)
    await withOrganization(pool, organizationId, (tx) =>
      tx.query(
        'insert into custody.organization_key (organization_id, version, wrapper, wrapped) values ($1, $2, $3, $4) on conflict do nothing',
        [organizationId, currentVersion, wrapper.name, wrapped],
      ),
    )
    // Another process may have been first; the row that is there counts.
    return (await find(organizationId)) as Buffer
  }

  return {
    keysOf(organizationId) {
      const cached = cache.get(organizationId)
      if (cached && cached.until > now()) return cached.keys
      const keys = load(organizationId)
      cache.set(organizationId, { keys, until: now() + cacheMs })
      keys.catch(() => cache.delete(organizationId))
      return keys
    },
  }
}

function organizationKeys(organizationId: string, master: Buffer): OrganizationKeys {
  const keyId = `o${currentVersion}`
  const sealing = createSecretKey(deriveKey(master, 'sealing'))
  const digesting = deriveKey(master, 'digest')
  const additionalData = (place: Place) => {
    if (place.organizationId !== organizationId) throw new RangeError('A place of another organization')
    return [place.table, place.column, place.organizationId, place.record, keyId].join('|')
  }
  const keys: OrganizationKeys = {
    sealBytes: (place, plain) => sealBytes(sealing, plain, additionalData(place)),
    openBytes: (place, sealed) => openBytes(sealing, sealed, additionalData(place)),
    sealText: (place, plain) =>
      `sealed:v1:${keyId}:${keys.sealBytes(place, Buffer.from(plain, 'utf8')).toString('base64')}`,
    openText(place, sealed) {
      const [, version, id, body] = sealed.split(':')
      if (version !== 'v1' || id !== keyId || !body)
        throw new UnsealableError('Sealed under a key that is not known here')
      return keys.openBytes(place, Buffer.from(body, 'base64')).toString('utf8')
    },
    digest: (purpose, data) => hmacHex(deriveKey(digesting, purpose), data),
  }
  return keys
}

/** The name of a sync's record, in its SyncRequested event and in the list. */
export const labelPlace = (organizationId: string, syncId: string): Place => ({
  organizationId,
  table: 'log.event',
  column: 'SyncRequested.label',
  record: syncId,
})

/** The bytes a try sends, in its SyncStarted event. */
export const operationPlace = (organizationId: string, syncId: string): Place => ({
  organizationId,
  table: 'log.event',
  column: 'SyncStarted.operation',
  record: syncId,
})

/** Raw bytes of a delivery. */
export const payloadPlace = (organizationId: string, payloadId: string): Place => ({
  organizationId,
  table: 'log.payload',
  column: 'sealed',
  record: payloadId,
})
