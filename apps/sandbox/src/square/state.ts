import type { Store } from '../store/store.ts'
import type { Table } from '../store/table.ts'

export type SquareAccount = {
  /** Square's id of the merchant. */
  account: string
  accessToken: string
  signatureKey: string | null
  webhookUrl: string | null
  createdAt: string
}

/** Members that every object kept here has. */
export type SquareObject = {
  id: string
  version: number
  /** RFC 3339, milliseconds, UTC. */
  created_at: string
  updated_at: string
}

export type SquareMoney = { amount: number; currency: string }

export type SquareEvent = { id: string; createdAt: string; json: string }

/** Accounts by their access token. */
export function squareAccounts(store: Store): Table<SquareAccount> {
  return store.table('square/accounts')
}

export function squareAccount(store: Store, account: string): SquareAccount | null {
  for (const known of squareAccounts(store).oldestFirst()) if (known.account === account) return known
  return null
}

export function squareEvents(store: Store, account: string): Table<SquareEvent> {
  return store.table(`square/${account}/events`)
}

/** The objects of one kind, by the word in their address. */
export function squareObjects<T extends SquareObject>(
  store: Store,
  account: string,
  plural: string,
): Table<T> {
  return store.table(`square/${account}/${plural}`)
}
