import type { Store } from '../store/store.ts'
import type { Table } from '../store/table.ts'

/** One company that is connected, or may be, to one app. */
export type Company = {
  realmId: string
  name: string
  clientId: string
  clientSecret: string
  /** Where the app may be sent back to after somebody has agreed. */
  redirectUris: string[]
  verifierToken: string | null
  webhookUrl: string | null
  webhookFormat: 'cloudevents' | 'legacy'
  /** How long an access token lives. */
  tokenSeconds: number
  createdAt: string
}

/** What an app was given for a company. Texts are the keys of their tables. */
export type AccessToken = { realmId: string; expiresAtMs: number }
export type RefreshToken = { realmId: string; clientId: string; expiresAtMs: number }
export type Code = RefreshToken & { redirectUri: string }

export type QboObject = {
  Id: string
  SyncToken: string
  MetaData: { CreateTime: string; LastUpdatedTime: string }
  [member: string]: unknown
}

/** What a query does not see any more and change data capture still tells. */
export type Deleted = { Id: string; status: 'Deleted'; MetaData: { LastUpdatedTime: string } }

export type QboEvent = { id: string; json: string }

export const companies = (store: Store): Table<Company> => store.table('quickbooks/accounts')
export const accessTokens = (store: Store): Table<AccessToken> => store.table('quickbooks/access-tokens')
export const refreshTokens = (store: Store): Table<RefreshToken> => store.table('quickbooks/refresh-tokens')
export const codes = (store: Store): Table<Code> => store.table('quickbooks/codes')

/** The objects of one kind in one company, by their id. */
export const objectsOf = (store: Store, realmId: string, name: string): Table<QboObject> =>
  store.table(`quickbooks/${realmId}/${name}`)
export const deletedOf = (store: Store, realmId: string, name: string): Table<Deleted> =>
  store.table(`quickbooks/${realmId}/${name}-deleted`)
/** Who holds a display name: customers, vendors and employees share one row of names. */
export const namesOf = (store: Store, realmId: string): Table<string> =>
  store.table(`quickbooks/${realmId}/names`)
export const eventsOf = (store: Store, realmId: string): Table<QboEvent> =>
  store.table(`quickbooks/${realmId}/events`)

/** All objects of a company draw their ids from one row. */
export function nextId(store: Store, realmId: string): string {
  const ids = store.table<number>(`quickbooks/${realmId}/ids`)
  const next = (ids.get('last') ?? 0) + 1
  ids.put('last', next)
  return String(next)
}

/** Now, as QuickBooks writes it: to the second, with an offset. */
export const stamp = ({ now }: { now(): number }) =>
  new Date(now()).toISOString().replace(/\.\d+Z$/, '+00:00')
