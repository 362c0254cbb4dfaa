import type { Store } from '../store/store.ts'
import type { Table } from '../store/table.ts'

export type FlashErpAccount = {
  account: string
  apiKey: string
  apiSecret: string
  webhookSecret: string | null
  webhookUrl: string | null
  createdAt: string
}

export type FlashErpAddress = {
  line1: string | null
  line2: string | null
  city: string | null
  state: string | null
  postal_code: string | null
  country: string | null
}

/** Members that every FlashERP object has. */
export type FlashErpObject = {
  id: string
  external_ref: string | null
  version: number
  metadata: Record<string, string>
  /** RFC 3339, milliseconds, UTC. */
  created_at: string
  updated_at: string
}

export type FlashErpCustomer = FlashErpObject & {
  name: string | null
  email: string | null
  phone: string | null
  address: FlashErpAddress | null
  currency: string | null
  note: string | null
  active: boolean
  /** The sender's own version of the data, kept and given back as it came. */
  source_version: string | number | null
}

export type FlashErpEvent = { id: string; json: string }

/** Accounts by their API key. */
export function flashErpAccounts(store: Store): Table<FlashErpAccount> {
  return store.table('flasherp/accounts')
}

export function flashErpAccount(store: Store, account: string): FlashErpAccount | null {
  for (const known of flashErpAccounts(store).oldestFirst()) if (known.account === account) return known
  return null
}

export function flashErpEvents(store: Store, account: string): Table<FlashErpEvent> {
  return store.table(`flasherp/${account}/events`)
}

/** The objects of one kind, and who holds which `external_ref`. */
export function objectTables<T extends FlashErpObject>(
  store: Store,
  account: string,
  entities: string,
): { objects: Table<T>; idsByRef: Table<string> } {
  return {
    objects: store.table(`flasherp/${account}/${entities}`),
    idsByRef: store.table(`flasherp/${account}/${entities}-by-ref`),
  }
}
