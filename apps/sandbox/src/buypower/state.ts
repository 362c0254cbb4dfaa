import type { Store } from '../store/store.ts'
import type { Table } from '../store/table.ts'

export type BuyPowerAccount = { account: string; apiKey: string; walletKobo: number; createdAt: string }

/** One vend by the caller's order id, as far as it got. */
export type Vend = {
  id: number
  orderId: string
  meter: string
  disco: string
  vendType: string
  phone: string
  amountKobo: number
  /** `processing` is `sold` after so many requeries as `left` says. */
  state: 'sold' | 'processing' | 'failed' | 'not_initiated'
  left: number
  token: string
  receiptNo: number
  atMs: number
}

/** Accounts by their API key. */
export function buyPowerAccounts(store: Store): Table<BuyPowerAccount> {
  return store.table('buypower/accounts')
}

export function vends(store: Store, account: string): Table<Vend> {
  return store.table(`buypower/${account}/vends`)
}
