import { randomBytes, randomUUID } from 'node:crypto'
import type { Log } from '../store/log.ts'
import type { Store } from '../store/store.ts'
import type { Table } from '../store/table.ts'

export type KmsKey = {
  keyId: string
  description: string
  /** 32 bytes in base64. */
  material: string
  materialId: string
  state: 'Enabled' | 'Disabled' | 'PendingDeletion'
  createdAtMs: number
}

/** One call as the key service saw it: never what was encrypted, nor what came of it. */
export type KmsEntry = {
  /** RFC 3339. */
  at: string
  operation: string
  accessKeyId: string | null
  /** As the caller named it; null where the ciphertext names it. */
  keyId: string | null
  encryptionContext: Record<string, string>
  status: number
  /** Name of the exception; null where it was done. */
  error: string | null
  requestId: string
}

export type KmsState = {
  keys: Table<KmsKey>
  /** Key ids by the name of an alias, `alias/…`. */
  aliases: Table<string>
  requests: Log<KmsEntry>
}

const region = 'us-east-1'
export const awsAccountId = '111122223333'
/** The key that is there from the start. */
export const firstAlias = 'alias/syncline'

export const keyArn = (keyId: string): string => `arn:aws:kms:${region}:${awsAccountId}:key/${keyId}`
export const aliasArn = (alias: string): string => `arn:aws:kms:${region}:${awsAccountId}:${alias}`

const bytesLimit = 16 * 1024 * 1024

export function openKmsState(store: Store, limits: { entries: number; now: number }): KmsState {
  const state: KmsState = {
    keys: store.table('kms/keys'),
    aliases: store.table('kms/aliases'),
    requests: store.log<KmsEntry>('kms-requests', {
      entries: limits.entries,
      bytes: bytesLimit,
      sizeOf: () => 600,
    }),
  }
  if (state.aliases.get(firstAlias) === undefined)
    state.aliases.put(firstAlias, createKey(state, '', limits.now).keyId)
  return state
}

export function createKey({ keys }: KmsState, description: string, nowMs: number): KmsKey {
  const key: KmsKey = {
    keyId: randomUUID(),
    description,
    material: randomBytes(32).toString('base64'),
    materialId: randomBytes(32).toString('hex'),
    state: 'Enabled',
    createdAtMs: nowMs,
  }
  keys.put(key.keyId, key)
  return key
}

/** By key id, key ARN, alias or alias ARN. */
export function findKey({ keys, aliases }: KmsState, name: string): KmsKey | undefined {
  const prefix = aliasArn('')
  const bare = name.startsWith(prefix) ? name.slice(prefix.length) : name
  const keyId = bare.startsWith('alias/') ? aliases.get(bare) : bare.replace(/^key\//, '')
  return keyId === undefined ? undefined : keys.get(keyId)
}
