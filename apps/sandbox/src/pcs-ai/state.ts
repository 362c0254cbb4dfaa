import type { Store } from '../store/store.ts'
import type { Table } from '../store/table.ts'

export type PcsAccount = {
  account: string
  /** Key of the hub, which goes along with each invoice. */
  apiKey: string
  intakeUrl: string
  /** `whsec_<base64>`: what the hub signs its callbacks with. */
  callbackSecret: string
  createdAt: string
}

/** `json` is the very body that was sent, `heard` what was called back about it, newest last. */
export type PcsInvoice = { id: string; json: string; heard: string[] }

/** One message of the hub's, by its id. */
export type PcsCallback = { id: string; type: string; body: string }

/** Accounts by name: a callback's address ends in it. */
export function pcsAccounts(store: Store): Table<PcsAccount> {
  return store.table('pcs-ai/accounts')
}

export function pcsState(store: Store, account: string) {
  return {
    invoices: store.table<PcsInvoice>(`pcs-ai/${account}/invoices`),
    callbacks: store.table<PcsCallback>(`pcs-ai/${account}/callbacks`),
  }
}
