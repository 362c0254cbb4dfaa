import { createHash, timingSafeEqual } from 'node:crypto'
import {
  type ApiKeyRow,
  countLiveKeys,
  findApiKey,
  getApiKey,
  insertApiKey,
  listApiKeys,
  replaceApiKey,
  revokeApiKey,
} from '@syncline/db/access'
import type { Vault } from '@syncline/db/custody'
import { readOrganization, withOrganization } from '@syncline/db/pool'
import type { NamesOf } from '@syncline/db/queries'
import type { KeyEnvironment } from '@syncline/domain/access'
import { SynclineError } from '@syncline/domain/error'
import { type ApiKeyView, keyRotationDays } from '@syncline/domain/view'
import type pg from 'pg'
import type { ApiKeyPort } from '../trpc/people-ports.ts'
import type { KeyHolder } from '../trpc/sign-in.ts'
import { keyPrefix, makeKey, readKey } from './key-format.ts'
import type { KeyUses } from './key-use.ts'

export interface ApiKeysDeps {
  readonly pool: pg.Pool
  readonly vault: Vault
  /** Of this installation; keys of the other are refused. */
  readonly environment: KeyEnvironment
  readonly uses: KeyUses
  /** Whose key of the environment this is; null where it is none. */
  readonly environmentHolderOf: (text: string) => Promise<KeyHolder | null>
  readonly namesOf: NamesOf
  readonly now?: () => Date
}

export interface ApiKeys extends ApiKeyPort {
  /** Who holds this key, at most a second old; null for every key that is not good, whatever the reason. */
  holderOf(text: string): Promise<KeyHolder | null>
  /** Counts a call from an address. */
  count(holder: KeyHolder, address: string): void
}

const cacheMs = 1_000
const maxCached = 5_000
const maxLiveKeys = 100
const dayMs = 86_400_000
/** Times the usual day, and never for less than a thousand calls. */
const suddenVolume = 10
const minSuddenUses = 1_000

export function createApiKeys(deps: ApiKeysDeps): ApiKeys {
  const { pool, vault, environment, uses, namesOf, now = () => new Date() } = deps
  const cache = new Map<string, { readonly at: number; readonly found: Promise<KeyHolder | null> }>()

  async function load(text: string): Promise<KeyHolder | null> {
    const parts = readKey(text)
    if (!parts) return deps.environmentHolderOf(text)
    if (parts.environment !== environment) return null
    const found = await findApiKey(pool, parts.keyId)
    if (!found || found.environment !== environment) return null
    const keys = await vault.keysOf(found.organizationId)
    const digest = Buffer.from(keys.digest('api_key', Buffer.from(parts.secret)), 'hex')
    if (!timingSafeEqual(digest, Buffer.from(found.digest, 'hex'))) return null
    return {
      keyId: parts.keyId,
      organization: { id: found.organizationId, name: found.organizationName },
      scopes: found.scopes,
      expiresAt: found.expiresAt,
    }
  }

  function look(text: string): Promise<KeyHolder | null> {
    const at = now().getTime()
    // No key stands in memory for longer than its call.
    const name = createHash('sha256').update(text).digest('base64')
    const cached = cache.get(name)
    if (cached && at - cached.at < cacheMs) return cached.found
    const found = load(text)
    cache.delete(name)
    cache.set(name, { at, found })
    found.catch(() => cache.delete(name))
    for (const oldest of cache.keys()) {
      if (cache.size <= maxCached) break
      cache.delete(oldest)
    }
    return found
  }

  async function viewOf(rows: readonly ApiKeyRow[]): Promise<readonly ApiKeyView[]> {
    const names = await namesOf(rows.map((row) => row.createdBy))
    return rows.map((row) => ({
      ...view(row, now()),
      createdBy: { actor: row.createdBy, name: names.get(row.createdBy) ?? null },
    }))
  }

  async function one(organizationId: string, keyId: string): Promise<ApiKeyView> {
    const row = await readOrganization(pool, organizationId, (tx) => getApiKey(tx, organizationId, keyId))
    const [key] = row ? await viewOf([row]) : []
    if (!key) throw new SynclineError('RECORD_NOT_FOUND')
    return key
  }

  /** Puts a new key in its table. */
  async function make(
    tx: pg.ClientBase,
    organizationId: string,
    given: Pick<ApiKeyRow, 'name' | 'scopes' | 'createdBy' | 'expiresAt'>,
  ): Promise<{ keyId: string; secret: string }> {
    const made = makeKey(environment)
    const digest = (await vault.keysOf(organizationId)).digest('api_key', Buffer.from(made.secret))
    if ((await countLiveKeys(tx, organizationId)) >= maxLiveKeys)
      throw new SynclineError('STATE_CONFLICT', { reason: 'too_many_keys', limit: maxLiveKeys })
    await insertApiKey(tx, organizationId, {
      ...given,
      keyId: made.keyId,
      environment,
      digest,
      createdAt: now(),
    })
    return { keyId: made.keyId, secret: made.text }
  }

  return {
    async holderOf(text) {
      const holder = await look(text)
      return holder?.expiresAt && holder.expiresAt <= now() ? null : holder
    },
    count: ({ organization, keyId }, address) => uses.count(organization.id, keyId, address),
    list: async (organizationId) =>
      viewOf(await readOrganization(pool, organizationId, (tx) => listApiKeys(tx, organizationId))),
    get: one,
    async create(organizationId, { name, scopes, expiresInDays }, createdBy) {
      const expiresAt = expiresInDays === null ? null : new Date(now().getTime() + expiresInDays * dayMs)
      const { keyId, secret } = await withOrganization(pool, organizationId, (tx) =>
        make(tx, organizationId, { name, scopes, createdBy, expiresAt }),
      )
      return { key: await one(organizationId, keyId), secret }
    },
    async rotate(organizationId, keyId, overlapHours, createdBy) {
      const made = await withOrganization(pool, organizationId, async (tx) => {
        const old = await getApiKey(tx, organizationId, keyId)
        if (!old) throw new SynclineError('RECORD_NOT_FOUND')
        // As long as the one before was meant to live.
        const { lifetimeMs } = old
        const expiresAt = lifetimeMs === null ? null : new Date(now().getTime() + Number(lifetimeMs))
        const next = await make(tx, organizationId, { ...old, createdBy, expiresAt })
        const until = new Date(now().getTime() + overlapHours * 3_600_000)
        if (!(await replaceApiKey(tx, organizationId, { keyId, replacedBy: next.keyId, until })))
          throw new SynclineError('STATE_CONFLICT', {
            reason: old.replacedBy === null ? 'key_is_over' : 'key_has_successor',
          })
        return next
      })
      return { key: await one(organizationId, made.keyId), secret: made.secret }
    },
    async revoke(organizationId, keyId) {
      await withOrganization(pool, organizationId, async (tx) => {
        if (await revokeApiKey(tx, organizationId, keyId, now())) return
        const known = await getApiKey(tx, organizationId, keyId)
        throw known
          ? new SynclineError('STATE_CONFLICT', { reason: 'key_is_over' })
          : new SynclineError('RECORD_NOT_FOUND')
      })
      return one(organizationId, keyId)
    },
  }
}

function view(row: ApiKeyRow, now: Date): Omit<ApiKeyView, 'createdBy'> {
  const over = row.expiresAt !== null && row.expiresAt <= now
  const status = row.revokedAt ? 'revoked' : over ? 'expired' : 'live'
  const ageDays = (now.getTime() - row.createdAt.getTime()) / dayMs
  const usual = (row.uses - row.usesToday) / Math.min(30, Math.max(1, ageDays))
  const sudden = row.usesToday >= minSuddenUses && ageDays > 1 && row.usesToday > suddenVolume * usual
  return {
    keyId: row.keyId,
    name: row.name,
    environment: row.environment,
    prefix: keyPrefix(row),
    scopes: row.scopes,
    status,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt?.toISOString() ?? null,
    replacedBy: row.replacedBy,
    revokedAt: row.revokedAt?.toISOString() ?? null,
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    lastUsedFrom: row.lastUsedFrom,
    usesToday: row.usesToday,
    uses: row.uses,
    unusual: row.newAddress ? 'address' : sudden ? 'volume' : null,
    dueForRotation: status === 'live' && row.replacedBy === null && ageDays >= keyRotationDays,
  }
}
